// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.layout.Digest;
import io.holdfast.ejb.capture.CaptureException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the calls with the last idempotency keys of a session answered. It is a record of the session's state, so an
 * answer is as safe as the change that it tells of. Immutable.
 *
 * <pre>
 *  1 | keys | key, answers | ordinal, call, digest of the arguments, kind, length, bytes | ...
 * </pre>
 */
final class Replies {

    /** The name of the record; no bean has it. */
    static final String RECORD = "#replies";

    /** So many calls with one key are answered again; more in one request are refused. */
    static final int MOST_CALLS = 64;

    private static final int FORMAT = 1;
    private static final int MOST_KEYS = 1024;

    private final Map<String, Map<Integer, Answer>> byKey;

    /**
     * Which call of a request.
     *
     * @param key the idempotency key of the request
     * @param ordinal counted from 0
     */
    record Place(String key, int ordinal) {}

    /** What a call did in the end. */
    enum Kind {
        /** It returned nothing, or null. */
        NOTHING,
        /** It returned a value; the bytes are its serialized form. */
        VALUE,
        /** It threw an application exception; the bytes are the name of its class and its message. */
        EXCEPTION,
        /** It returned what cannot be kept. */
        NOT_KEPT
    }

    /**
     * What a call answered.
     *
     * @param place which call
     * @param call the method, with its bean and parameter types
     * @param arguments a digest of them
     * @param kind what it did
     * @param bytes by the kind
     */
    record Answer(Place place, String call, Digest arguments, Kind kind, byte[] bytes) {}

    private Replies(Map<String, Map<Integer, Answer>> byKey) {
        this.byKey = byKey;
    }

    /** None. */
    static Replies none() {
        return new Replies(Map.of());
    }

    /** What the call in that place answered. */
    Optional<Answer> find(Place place) {
        return Optional.ofNullable(byKey.getOrDefault(place.key(), Map.of()).get(place.ordinal()));
    }

    /** These and more; of more than {@code most} keys the oldest are left out. */
    Replies with(List<Answer> answers, int most) {
        Map<String, Map<Integer, Answer>> next = new LinkedHashMap<>(byKey);
        for (Answer answer : answers) {
            String key = answer.place().key();
            Map<Integer, Answer> calls = new TreeMap<>(next.getOrDefault(key, Map.of()));
            calls.put(answer.place().ordinal(), answer);
            next.remove(key);
            next.put(key, calls);
        }
        while (next.size() > most) {
            next.remove(next.keySet().iterator().next());
        }
        return new Replies(next);
    }

    /** As a record. */
    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(FORMAT);
            out.writeShort(byKey.size());
            for (var entry : byKey.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeShort(entry.getValue().size());
                for (Answer answer : entry.getValue().values()) {
                    out.writeShort(answer.place().ordinal());
                    out.writeUTF(answer.call());
                    out.writeLong(answer.arguments().high());
                    out.writeLong(answer.arguments().low());
                    out.writeUTF(answer.kind().name());
                    out.writeInt(answer.bytes().length);
                    out.write(answer.bytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads the record.
     *
     * @throws CaptureException if the bytes are not one
     */
    static Replies decode(byte[] record) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(record))) {
            check(in.readByte() == FORMAT);
            Map<String, Map<Integer, Answer>> byKey = new LinkedHashMap<>();
            for (int keys = count(in, MOST_KEYS); keys > 0; keys--) {
                String key = in.readUTF();
                Map<Integer, Answer> calls = new TreeMap<>();
                for (int left = count(in, MOST_CALLS); left > 0; left--) {
                    Place place = new Place(key, in.readUnsignedShort());
                    String call = in.readUTF();
                    Digest arguments = new Digest(in.readLong(), in.readLong());
                    Kind kind = Kind.valueOf(in.readUTF());
                    int length = in.readInt();
                    check(length >= 0 && length <= in.available());
                    calls.put(place.ordinal(), new Answer(place, call, arguments, kind, in.readNBytes(length)));
                }
                byKey.put(key, calls);
            }
            check(in.available() == 0);
            return new Replies(byKey);
        } catch (IOException | IllegalArgumentException e) {
            throw new CaptureException("HF3074 the answers of a session cannot be read: " + e.getMessage(), e);
        }
    }

    private static int count(DataInputStream in, int most) throws IOException {
        int count = in.readUnsignedShort();
        check(count <= most);
        return count;
    }

    private static void check(boolean right) throws IOException {
        if (!right) {
            throw new IOException("they are damaged, or of another release");
        }
    }
}
