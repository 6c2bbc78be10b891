// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

/**
 * Arithmetic of GF(2^8) on the eight bytes of a word at once.
 *
 * <p>Each byte is an element of its own and no bit crosses from one byte to another, so the byte order in which words
 * were read does not matter, as long as they are written in the same one. Only shifts, differences and bit operations on
 * {@code long}, which the JIT compiler can do on vectors.
 *
 * <p>A product with 2^n has 8 + n bits a byte. It is kept in two words, the low eight bits and the high ones, and several
 * are added up before the high bits are reduced: one reduction for up to four high bits.
 */
final class Lanes {
    /** The low 7, 6, 5, 4 bits of each byte: what stays when a byte is shifted by 1, 2, 3, 4. */
    static final long LOW_7 = 0x7F7F7F7F7F7F7F7FL;

    static final long LOW_6 = 0x3F3F3F3F3F3F3F3FL;
    static final long LOW_5 = 0x1F1F1F1F1F1F1F1FL;
    static final long LOW_4 = 0x0F0F0F0F0F0F0F0FL;

    /** The low 3, 2, 1 bits of each byte: what leaves it, with {@link #LOW_4}, when it is shifted by 3, 2, 1 or 4. */
    static final long LOW_3 = 0x0707070707070707L;

    static final long LOW_2 = 0x0303030303030303L;
    static final long LOW_1 = 0x0101010101010101L;

    private Lanes() {}

    /**
     * The element {@code low + 2^8 high}, for {@code high} of up to four bits: 2^8 is 2^4 + 2^3 + 2^2 + 1, so that no bit
     * leaves the byte.
     */
    static long reduce(long low, long high) {
        return low ^ high ^ (high << 2) ^ (high << 3) ^ (high << 4);
    }
}
