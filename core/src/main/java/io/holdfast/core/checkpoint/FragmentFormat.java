// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Scheme;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * A fragment as bytes: a header of {@value #HEADER} bytes, then one subsegment or parity. Big-endian.
 *
 * <pre>
 *   0        4        5      6        7        8       10         12
 *   +--------+--------+------+--------+--------+-------+----------+--------------+
 *   | 'HFFG' | format | data | parity | copies | index | 0        | group length |
 *   +--------+--------+------+--------+--------+-------+----------+--------------+
 *   16                       24                        32         36             40
 *   +------------------------+-------------------------+----------+--------------+----
 *   | epoch                  | sequence                | ordinal  | CRC32C       | payload ...
 *   +------------------------+-------------------------+----------+--------------+----
 * </pre>
 *
 * The checksum (CRC-32C, RFC 3720) covers the checkpoint's key, the header before it and the payload. A fragment that
 * is not exactly the expected one is refused, and then counts as missing.
 */
public final class FragmentFormat {

    /** The format that is written, and the only one that is read. */
    public static final int FORMAT = 1;

    /** Bytes before the payload; a multiple of 8. */
    public static final int HEADER = 40;

    private static final int MAGIC = 0x48464647;
    private static final int CHECKSUM_AT = 36;

    private FragmentFormat() {}

    /**
     * Writes the header into an array whose payload is in place.
     *
     * @param fragment {@link #HEADER} free bytes, then the payload
     */
    public static void seal(CheckpointId checkpoint, Group group, int index, byte[] fragment) {
        ByteBuffer out = ByteBuffer.wrap(fragment);
        Scheme scheme = group.scheme();
        out.putInt(MAGIC).put((byte) FORMAT);
        out.put((byte) scheme.data()).put((byte) scheme.parity()).put((byte) scheme.copies());
        out.putShort((short) index).putShort((short) 0).putInt(group.length());
        out.putLong(group.id().born().epoch()).putLong(group.id().born().sequence());
        out.putInt(group.id().ordinal()).putInt(checksum(checkpoint, fragment));
    }

    /**
     * Checks that bytes are the expected fragment.
     *
     * @throws UnreadableFormatException if they are not, with the reason
     */
    public static void check(CheckpointId checkpoint, Group group, int index, byte[] fragment) {
        String what = "fragment " + index + " of group " + group.id() + " of " + checkpoint;
        if (fragment.length < HEADER || ByteBuffer.wrap(fragment).getInt() != MAGIC) {
            throw new UnreadableFormatException(
                    "HF1111 " + what + ": these " + fragment.length + " bytes are not a fragment", null);
        }
        if (fragment[4] != FORMAT) {
            throw new UnreadableFormatException(
                    "HF1112 " + what + " has format " + (fragment[4] & 0xff) + ", this release reads " + FORMAT
                            + "; run one release of Holdfast on all members",
                    null);
        }
        ByteBuffer in = ByteBuffer.wrap(fragment);
        if (in.getInt(CHECKSUM_AT) != checksum(checkpoint, fragment)) {
            throw new UnreadableFormatException("HF1113 " + what + ": its checksum does not fit, bytes changed", null);
        }
        Scheme scheme = group.scheme();
        boolean expected = fragment.length == HEADER + scheme.subsegmentBytes(group.length())
                && in.get(5) == scheme.data()
                && in.get(6) == scheme.parity()
                && in.get(7) == scheme.copies()
                && in.getShort(8) == index
                && in.getShort(10) == 0
                && in.getInt(12) == group.length()
                && in.getLong(16) == group.id().born().epoch()
                && in.getLong(24) == group.id().born().sequence()
                && in.getInt(32) == group.id().ordinal();
        if (!expected) {
            throw new UnreadableFormatException("HF1114 " + what + ": this is another fragment", null);
        }
    }

    /** Whether bytes are the expected fragment; what {@link #check} refuses is a missing fragment. */
    public static boolean isValid(CheckpointId checkpoint, Group group, int index, byte[] fragment) {
        try {
            check(checkpoint, group, index, fragment);
            return true;
        } catch (UnreadableFormatException e) {
            return false;
        }
    }

    private static int checksum(CheckpointId checkpoint, byte[] fragment) {
        CRC32C crc = new CRC32C();
        crc.update(checkpoint.key().getBytes(StandardCharsets.UTF_8));
        crc.update(fragment, 0, CHECKSUM_AT);
        crc.update(fragment, HEADER, fragment.length - HEADER);
        return (int) crc.getValue();
    }
}
