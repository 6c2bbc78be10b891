// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the fields of a stored format from bytes that nobody vouches for. Every length and count is checked against the
 * bytes that are left before anything is allocated. Not thread-safe.
 */
final class WireReader {

    private final String what;
    private final byte[] bytes;
    private final int end;
    private int at;

    WireReader(String what, byte[] bytes, int from, int end) {
        this.what = what;
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int raw() {
        need(1);
        return bytes[at++] & 0xff;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = raw();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                if (next == 0 && shift > 0) {
                    throw unreadable("a number is not in its shortest form");
                }
                return value;
            }
        }
        throw unreadable("a number is too long");
    }

    int number(int least, int most) {
        long value = number();
        if (value < least) {
            throw unreadable("a number is " + value + ", must be " + least + " to " + most);
        }
        return atMost(value, most);
    }

    /** For a limit that depends on how many bytes are left: it must be taken after the number was read. */
    private int atMost(long value, int most) {
        if (value > most) {
            throw unreadable("a number is " + value + ", must be at most " + most);
        }
        return (int) value;
    }

    /** A count of things that each take at least so many of the bytes that are left. */
    int count(int eachAtLeast) {
        return atMost(number(), (end - at) / eachAtLeast);
    }

    long word() {
        need(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (bytes[at++] & 0xff);
        }
        return value;
    }

    byte[] bytes() {
        int length = atMost(number(), end - at);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    String text(int most) {
        int length = atMost(number(), Math.min(most, end - at));
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
            at += length;
            return text.toString();
        } catch (CharacterCodingException e) {
            throw unreadable("a text is not UTF-8");
        }
    }

    void finish() {
        if (at != end) {
            throw unreadable((end - at) + " bytes too many");
        }
    }

    UnreadableFormatException unreadable(String why) {
        return new UnreadableFormatException("HF1104 " + what + ": " + why + " (at byte " + at + ")", null);
    }

    private void need(int count) {
        if (end - at < count) {
            throw unreadable("it ends too early");
        }
    }
}
