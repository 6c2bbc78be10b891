// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the fields of a stored format. Numbers are LEB128 (7 bits a byte, low first). Not thread-safe. */
final class WireWriter {

    private byte[] bytes;
    private int size;

    WireWriter(int expected) {
        bytes = new byte[expected];
    }

    WireWriter raw(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    WireWriter number(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("HF1020 a stored number must not be negative: " + value);
        }
        long rest = value;
        while (rest > 0x7f) {
            raw((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        return raw((int) rest);
    }

    /** Eight bytes, high first. */
    WireWriter word(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            raw((int) (value >>> shift));
        }
        return this;
    }

    WireWriter bytes(byte[] value) {
        return bytes(value, 0, value.length);
    }

    WireWriter bytes(byte[] value, int from, int length) {
        number(length);
        room(length);
        System.arraycopy(value, from, bytes, size, length);
        size += length;
        return this;
    }

    /** A text of at most so many bytes in UTF-8: a longer one could be written, but never read again. */
    WireWriter text(String value, int most) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > most) {
            throw new IllegalArgumentException("HF1025 a stored name has " + utf8.length + " bytes, at most " + most
                    + " are read; shorten '" + value + "'");
        }
        return bytes(utf8);
    }

    int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
