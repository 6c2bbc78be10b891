// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.layout;

import io.holdfast.core.erasure.ErasureCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Turns the bytes of a group into subsegments and parity, and any {@code data} of them back into the bytes.
 * Thread-safe. Works through blocks that fit the first-level cache; the blocks are pooled, so that a checkpoint
 * allocates what it stores and little else.
 */
public final class Striper {

    /** 64-bit words of a block: 8 KiB of each subsegment, so that ten of them stay in a second-level cache. */
    private static final int BLOCK = 1024;

    private final Map<Scheme, ErasureCode> codes = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<long[][]> pool = new ConcurrentLinkedQueue<>();

    /**
     * Divides a group.
     *
     * @param state holds the group
     * @param from where the group begins
     * @param length bytes of the group
     * @param header bytes left free at the start of each array
     * @return {@code data + parity} arrays of {@code header + subsegmentBytes}; the end is padded with zeros
     */
    public byte[][] divide(byte[] state, int from, int length, Scheme scheme, int header) {
        int bytes = scheme.subsegmentBytes(length);
        byte[][] parts = new byte[scheme.width()][header + bytes];
        for (int i = 0; i < scheme.data(); i++) {
            int start = Math.min(length, i * bytes);
            System.arraycopy(state, from + start, parts[i], header, Math.min(bytes, length - start));
        }
        if (scheme.parity() > 0) {
            ErasureCode code = code(scheme);
            blocks(scheme, bytes, (at, size, block) -> {
                long[][] data = Arrays.copyOf(block, scheme.data());
                long[][] parity = Arrays.copyOfRange(block, scheme.data(), scheme.width());
                for (int i = 0; i < scheme.data(); i++) {
                    load(parts[i], header + at, size, data[i]);
                }
                code.encode(data, parity);
                for (int i = 0; i < scheme.parity(); i++) {
                    store(parity[i], parts[scheme.data() + i], header + at, size);
                }
            });
        }
        return parts;
    }

    /**
     * Puts a group together.
     *
     * @param parts {@code data + parity} arrays, null where missing; at least {@code data} of them are there
     * @param header bytes to skip at the start of each
     * @param length bytes of the group
     * @param target receives the group
     * @param to where in the target
     */
    public void join(byte[][] parts, int header, int length, Scheme scheme, byte[] target, int to) {
        int bytes = scheme.subsegmentBytes(length);
        byte[][] data = Arrays.copyOf(parts, scheme.data());
        if (Arrays.asList(data).contains(null)) {
            rebuild(parts, data, header, bytes, scheme);
        }
        for (int i = 0; i < scheme.data(); i++) {
            int start = Math.min(length, i * bytes);
            System.arraycopy(data[i], header, target, to + start, Math.min(bytes, length - start));
        }
    }

    private void rebuild(byte[][] parts, byte[][] data, int header, int bytes, Scheme scheme) {
        boolean[] present = new boolean[scheme.width()];
        for (int i = 0; i < present.length; i++) {
            present[i] = parts[i] != null;
            if (i < data.length && !present[i]) {
                data[i] = new byte[header + bytes];
            }
        }
        ErasureCode code = code(scheme);
        blocks(scheme, bytes, (at, size, block) -> {
            for (int i = 0; i < present.length; i++) {
                if (present[i]) {
                    load(parts[i], header + at, size, block[i]);
                }
            }
            code.reconstructData(block, present);
            for (int i = 0; i < data.length; i++) {
                if (!present[i]) {
                    store(block[i], data[i], header + at, size);
                }
            }
        });
    }

    /** Work on one block: subsegment bytes {@code at} to {@code at + size}, in arrays of so many words. */
    private interface BlockWork {
        void on(int at, int size, long[][] block);
    }

    private void blocks(Scheme scheme, int bytes, BlockWork work) {
        long[][] pooled = pool.poll();
        long[][] block = pooled != null && pooled.length >= scheme.width()
                ? pooled
                : new long[Math.max(scheme.width(), 12)][BLOCK];
        for (int at = 0; at < bytes; at += BLOCK * Long.BYTES) {
            work.on(at, Math.min(BLOCK * Long.BYTES, bytes - at), Arrays.copyOf(block, scheme.width()));
        }
        pool.offer(block);
    }

    private ErasureCode code(Scheme scheme) {
        return codes.computeIfAbsent(scheme, s -> ErasureCode.of(s.data(), s.parity()));
    }

    /** The arithmetic works on each byte alone, so the order of bytes does not matter as long as it is one. */
    private static void load(byte[] from, int at, int size, long[] to) {
        ByteBuffer.wrap(from, at, size)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer()
                .get(to, 0, size / Long.BYTES);
    }

    private static void store(long[] from, byte[] to, int at, int size) {
        ByteBuffer.wrap(to, at, size)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer()
                .put(from, 0, size / Long.BYTES);
    }
}
