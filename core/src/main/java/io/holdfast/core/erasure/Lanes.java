// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

/**
 * Arithmetic of GF(2^8) on the eight bytes of a word at once.
 *
 * <p>Each byte is an element of its own and no bit crosses from one byte to another, so the byte order in which words
 * were read does not matter, as long as they are written in the same one. Only shifts, sums and bit operations on
 * {@code long}: the JIT compiler turns loops over them into vector instructions.
 */
final class Lanes {
    private static final long HIGH_BIT = 0x8080808080808080L;
    private static final long POLYNOMIAL = 0x1D1D1D1D1D1D1D1DL;

    private Lanes() {}

    /** Each byte times 2. */
    static long twice(long x) {
        long high = x & HIGH_BIT;
        // 0x80 - 0x01 is 0x7F: all bits of the reduced polynomial, and no borrow from the next byte
        return ((x ^ high) << 1) ^ ((high - (high >>> 7)) & POLYNOMIAL);
    }

    /** Each byte times 4: the two high bits leave, and come back as their product with the polynomial. */
    static long times4(long x) {
        long low = x & 0x3F3F3F3F3F3F3F3FL;
        long high = (x >>> 6) & 0x0303030303030303L;
        return ((low ^ high) << 2) ^ high ^ (high << 3) ^ (high << 4);
    }

    /** Each byte times 16. */
    static long times16(long x) {
        long low = x & 0x0F0F0F0F0F0F0F0FL;
        long high = (x >>> 4) & 0x0F0F0F0F0F0F0F0FL;
        return ((low ^ high) << 4) ^ high ^ (high << 2) ^ (high << 3);
    }
}
