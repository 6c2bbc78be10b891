// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Scheme;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The manifest as bytes.
 *
 * <pre>
 *  0        4         5                                              n-4      n
 *  +--------+---------+-----------------------------------------------+--------+
 *  | 'HFMF' | format  | fields                                        | CRC32C |
 *  +--------+---------+-----------------------------------------------+--------+
 *
 *  fields:  epoch, sequence, owner, tolerate, created, updated,
 *           groups (all, each once), current layout, has previous (0, 1), previous layout
 *  group:   epoch, sequence, ordinal, digest (16 bytes), length, data, parity, copies, slot of each fragment
 *  layout:  epoch, sequence, codec, key, length, digest (16 bytes),
 *           0, count, numbers of groups  |  1, inline bytes
 * </pre>
 *
 * Numbers are LEB128, texts are a length and UTF-8. The checksum (CRC-32C, RFC 3720) covers the checkpoint's key and all
 * bytes before it, so a manifest that stands under another key is refused. A reader refuses every other format number.
 */
public final class ManifestFormat {

    /** The format that is written, and the only one that is read. */
    public static final int FORMAT = 2;

    private static final int MAGIC = 0x48464D46;
    private static final int HEADER = 5;
    private static final int CHECKSUM = 4;
    private static final int LEAST_GROUP = 24;
    private static final int MOST_TEXT = 256;
    private static final int MOST_KEY = 16;

    private ManifestFormat() {}

    /** Writes a manifest. */
    public static byte[] encode(Manifest manifest) {
        List<Group> groups = new ArrayList<>(manifest.groups());
        int inline = manifest.current().isInline() ? manifest.current().length() : 0;
        WireWriter out = new WireWriter(160 + groups.size() * 48 + inline);
        out.raw(MAGIC >>> 24).raw(MAGIC >>> 16).raw(MAGIC >>> 8).raw(MAGIC).raw(FORMAT);
        write(out, manifest.version());
        out.text(manifest.owner(), MOST_TEXT).number(manifest.tolerate());
        out.number(manifest.createdAt()).number(manifest.updatedAt());
        Map<Group, Integer> numbers = new HashMap<>();
        out.number(groups.size());
        for (Group group : groups) {
            numbers.put(group, numbers.size());
            write(out, group);
        }
        write(out, manifest.current(), numbers);
        out.raw(manifest.previous() == null ? 0 : 1);
        manifest.fallback().ifPresent(layout -> write(out, layout, numbers));
        int sum = checksum(manifest.id(), out.array(), out.size());
        out.raw(sum >>> 24).raw(sum >>> 16).raw(sum >>> 8).raw(sum);
        return out.toBytes();
    }

    /**
     * Reads a manifest.
     *
     * @param id under which key the bytes stood
     * @throws UnreadableFormatException if they are not a manifest of that checkpoint in {@link #FORMAT}
     */
    public static Manifest decode(CheckpointId id, byte[] bytes) {
        String what = "manifest of " + id;
        if (bytes.length < HEADER + CHECKSUM || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
            throw new UnreadableFormatException(
                    "HF1101 " + what + ": these " + bytes.length + " bytes are not a manifest", null);
        }
        if (bytes[4] != FORMAT) {
            throw new UnreadableFormatException(
                    "HF1102 " + what + " has format " + (bytes[4] & 0xff) + ", this release reads " + FORMAT
                            + "; run one release of Holdfast on all members",
                    null);
        }
        int end = bytes.length - CHECKSUM;
        if (ByteBuffer.wrap(bytes).getInt(end) != checksum(id, bytes, end)) {
            throw new UnreadableFormatException("HF1103 " + what + ": its checksum does not fit, bytes changed", null);
        }
        WireReader in = new WireReader(what, bytes, HEADER, end);
        try {
            Version version = version(in);
            String owner = in.text(MOST_TEXT);
            int tolerate = in.number(1, 255);
            long createdAt = in.number();
            long updatedAt = in.number();
            List<Group> groups = new ArrayList<>();
            for (int left = in.count(LEAST_GROUP); left > 0; left--) {
                groups.add(group(in));
            }
            Layout current = layout(in, groups);
            Layout previous = in.number(0, 1) == 0 ? null : layout(in, groups);
            in.finish();
            return new Manifest(id, version, owner, tolerate, createdAt, updatedAt, current, previous);
        } catch (IllegalArgumentException e) {
            throw new UnreadableFormatException("HF1104 " + what + ": " + e.getMessage(), e);
        }
    }

    private static void write(WireWriter out, Version version) {
        out.number(version.epoch()).number(version.sequence());
    }

    private static Version version(WireReader in) {
        return new Version(in.number(), in.number());
    }

    static void write(WireWriter out, Group group) {
        write(out, group.id().born());
        out.number(group.id().ordinal());
        out.word(group.digest().high()).word(group.digest().low());
        Scheme scheme = group.scheme();
        out.number(group.length()).number(scheme.data()).number(scheme.parity()).number(scheme.copies());
        for (int index = 0; index < scheme.fragments(); index++) {
            out.number(group.slot(index));
        }
    }

    static Group group(WireReader in) {
        GroupId id = new GroupId(version(in), in.number(0, Integer.MAX_VALUE));
        Digest digest = new Digest(in.word(), in.word());
        int length = in.number(1, Integer.MAX_VALUE);
        Scheme scheme = new Scheme(in.number(0, 255), in.number(0, 255), in.number(0, 255));
        int[] slots = new int[scheme.fragments()];
        for (int index = 0; index < slots.length; index++) {
            slots[index] = in.number(0, Integer.MAX_VALUE);
        }
        return new Group(id, digest, length, scheme, slots);
    }

    private static void write(WireWriter out, Layout layout, Map<Group, Integer> numbers) {
        write(out, layout.version());
        out.text(layout.codec(), MOST_TEXT).text(layout.key(), MOST_KEY).number(layout.length());
        out.word(layout.digest().high()).word(layout.digest().low());
        if (layout.isInline()) {
            out.raw(1).bytes(layout.inline());
        } else {
            out.raw(0).number(layout.groups().size());
            layout.groups().forEach(group -> out.number(numbers.get(group)));
        }
    }

    private static Layout layout(WireReader in, List<Group> groups) {
        Version version = version(in);
        String codec = in.text(MOST_TEXT);
        String key = in.text(MOST_KEY);
        int length = in.number(0, Integer.MAX_VALUE);
        Digest digest = new Digest(in.word(), in.word());
        if (in.number(0, 1) == 1) {
            return new Layout(version, codec, key, length, digest, List.of(), in.bytes());
        }
        List<Group> used = new ArrayList<>();
        for (int left = in.count(1); left > 0; left--) {
            used.add(groups.get(in.number(0, groups.size() - 1)));
        }
        return new Layout(version, codec, key, length, digest, used, null);
    }

    private static int checksum(CheckpointId id, byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(id.key().getBytes(StandardCharsets.UTF_8));
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
