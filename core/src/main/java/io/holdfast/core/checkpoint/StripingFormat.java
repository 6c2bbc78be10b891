// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.layout.Group;
import io.holdfast.core.port.Mail.Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What members write to each other when one forms and stripes the groups of another.
 *
 * <pre>
 *  0        4         5      6              14                       n-4      n
 *  +--------+---------+------+--------------+------------------------+--------+
 *  | 'HFSM' | format  | kind | number       | fields                 | CRC32C |
 *  +--------+---------+------+--------------+------------------------+--------+
 *
 *  kind 1, an order:   answer to, checkpoint, count, (group, bytes) ...    group as in the manifest
 *  kind 2, an answer:  1 if all fragments are stored, 0 if not
 * </pre>
 *
 * The number ties an answer to its order. Numbers of the fields are LEB128, texts and bytes begin with their length.
 */
final class StripingFormat {

    /** The format that is written, and the only one that is read. */
    static final int FORMAT = 1;

    private static final int MAGIC = 0x4846534D;
    private static final int HEADER = 14;
    private static final int CHECKSUM = 4;
    private static final int ORDER = 1;
    private static final int ANSWER = 2;
    private static final int MOST_TEXT = 256;
    private static final int LEAST_GROUP = 24;
    private static final String WHAT = "message about striping";

    private StripingFormat() {}

    /** What one member says to another. */
    sealed interface Message permits Order, Answer {}

    /**
     * Form and stripe these groups, and answer.
     *
     * @param number of the order
     * @param answerTo where the answer goes
     * @param checkpoint whose groups
     * @param groups the groups
     */
    record Order(long number, Address answerTo, CheckpointId checkpoint, List<NewGroup> groups) implements Message {}

    /**
     * What became of an order.
     *
     * @param number of the order
     * @param stored whether all fragments are stored
     */
    record Answer(long number, boolean stored) implements Message {}

    static byte[] encode(Order order) {
        int size = 256;
        for (NewGroup each : order.groups()) {
            size += each.group().length() + 128;
        }
        WireWriter out = begin(size, ORDER, order.number());
        out.text(order.answerTo().toString(), MOST_TEXT).text(order.checkpoint().key(), MOST_TEXT);
        out.number(order.groups().size());
        for (NewGroup each : order.groups()) {
            ManifestFormat.write(out, each.group());
            out.bytes(each.bytes(), each.from(), each.group().length());
        }
        return end(out);
    }

    static byte[] encode(Answer answer) {
        return end(begin(32, ANSWER, answer.number()).number(answer.stored() ? 1 : 0));
    }

    private static WireWriter begin(int size, int kind, long number) {
        WireWriter out = new WireWriter(size);
        out.raw(MAGIC >>> 24)
                .raw(MAGIC >>> 16)
                .raw(MAGIC >>> 8)
                .raw(MAGIC)
                .raw(FORMAT)
                .raw(kind);
        return out.word(number);
    }

    private static byte[] end(WireWriter out) {
        int sum = checksum(out.array(), out.size());
        out.raw(sum >>> 24).raw(sum >>> 16).raw(sum >>> 8).raw(sum);
        return out.toBytes();
    }

    /**
     * Reads a message.
     *
     * @throws UnreadableFormatException if the bytes are not one
     */
    static Message decode(byte[] bytes) {
        if (bytes.length < HEADER + CHECKSUM || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
            throw new UnreadableFormatException("HF1141 these " + bytes.length + " bytes are not a " + WHAT, null);
        }
        if (bytes[4] != FORMAT) {
            throw new UnreadableFormatException(
                    "HF1142 a " + WHAT + " has format " + (bytes[4] & 0xff) + ", this release reads " + FORMAT
                            + "; run one release of Holdfast on all members",
                    null);
        }
        int end = bytes.length - CHECKSUM;
        if (ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)) {
            throw new UnreadableFormatException(
                    "HF1143 a " + WHAT + ": its checksum does not fit, bytes changed", null);
        }
        WireReader in = new WireReader(WHAT, bytes, 5, end);
        try {
            int kind = in.raw();
            long number = in.word();
            Message message =
                    switch (kind) {
                        case ORDER -> order(in, number);
                        case ANSWER -> new Answer(number, in.number(0, 1) == 1);
                        default -> throw in.unreadable("its kind is " + kind);
                    };
            in.finish();
            return message;
        } catch (IllegalArgumentException e) {
            throw new UnreadableFormatException("HF1104 " + WHAT + ": " + e.getMessage(), e);
        }
    }

    private static Order order(WireReader in, long number) {
        Address answerTo = Address.parse(in.text(MOST_TEXT));
        CheckpointId checkpoint = CheckpointId.parse(in.text(MOST_TEXT));
        List<NewGroup> groups = new ArrayList<>();
        for (int left = in.count(LEAST_GROUP); left > 0; left--) {
            Group group = ManifestFormat.group(in);
            byte[] bytes = in.bytes();
            if (bytes.length != group.length()) {
                throw in.unreadable(
                        "group " + group.id() + " has " + bytes.length + " bytes and not " + group.length());
            }
            groups.add(new NewGroup(group, bytes, 0));
        }
        return new Order(number, answerTo, checkpoint, groups);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
