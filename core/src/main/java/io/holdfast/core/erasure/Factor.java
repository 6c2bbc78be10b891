// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

/**
 * A factor of GF(2^8) that is known only at run time, made ready to multiply the eight bytes of a word at once without a
 * table.
 *
 * <p>A product is the sum, over the bits j of a byte, of 2^j times the factor where bit j is set. Bits j and j + 4 are
 * looked at together: times 15, each set bit fills its half of the byte, and that is a mask for the two constants. What
 * such a mask selects is either in its own half of the product ({@code straight}) or in the other ({@code crossed}): the
 * latter is added up first, and its halves are swapped once.
 */
final class Factor {
    private static final long BIT_OF_HALF = 0x1111111111111111L;
    private static final long LOW_HALF = 0x0F0F0F0F0F0F0F0FL;
    private static final long HIGH_HALF = 0xF0F0F0F0F0F0F0F0L;
    private static final long EVERY_BYTE = 0x0101010101010101L;

    private final long[] straight = new long[4];
    private final long[] crossed = new long[4];

    Factor(int factor) {
        for (int j = 0; j < 4; j++) {
            int ofLowBit = GaloisField.multiply(factor, 1 << j);
            int ofHighBit = GaloisField.multiply(factor, 16 << j);
            straight[j] = ((ofLowBit & 0x0F) | (ofHighBit & 0xF0)) * EVERY_BYTE;
            crossed[j] = ((ofLowBit >>> 4) | ((ofHighBit & 0x0F) << 4)) * EVERY_BYTE;
        }
    }

    /** {@code x = this * (x + y)}. */
    void multiplySum(long[] x, long[] y, int from, int to) {
        long s0 = straight[0];
        long s1 = straight[1];
        long s2 = straight[2];
        long s3 = straight[3];
        long c0 = crossed[0];
        long c1 = crossed[1];
        long c2 = crossed[2];
        long c3 = crossed[3];
        for (int i = from; i < to; i++) {
            long word = x[i] ^ y[i];
            long b0 = word & BIT_OF_HALF;
            long b1 = (word >>> 1) & BIT_OF_HALF;
            long b2 = (word >>> 2) & BIT_OF_HALF;
            long b3 = (word >>> 3) & BIT_OF_HALF;
            long m0 = (b0 << 4) - b0;
            long m1 = (b1 << 4) - b1;
            long m2 = (b2 << 4) - b2;
            long m3 = (b3 << 4) - b3;
            long other = (m0 & c0) ^ (m1 & c1) ^ (m2 & c2) ^ (m3 & c3);
            long own = (m0 & s0) ^ (m1 & s1) ^ (m2 & s2) ^ (m3 & s3);
            x[i] = own ^ ((other << 4) & HIGH_HALF) ^ ((other >>> 4) & LOW_HALF);
        }
    }

    /** {@code sum += this * x}. */
    void addProduct(long[] x, long[] sum, int from, int to) {
        long s0 = straight[0];
        long s1 = straight[1];
        long s2 = straight[2];
        long s3 = straight[3];
        long c0 = crossed[0];
        long c1 = crossed[1];
        long c2 = crossed[2];
        long c3 = crossed[3];
        for (int i = from; i < to; i++) {
            long word = x[i];
            long b0 = word & BIT_OF_HALF;
            long b1 = (word >>> 1) & BIT_OF_HALF;
            long b2 = (word >>> 2) & BIT_OF_HALF;
            long b3 = (word >>> 3) & BIT_OF_HALF;
            long m0 = (b0 << 4) - b0;
            long m1 = (b1 << 4) - b1;
            long m2 = (b2 << 4) - b2;
            long m3 = (b3 << 4) - b3;
            long other = (m0 & c0) ^ (m1 & c1) ^ (m2 & c2) ^ (m3 & c3);
            long own = (m0 & s0) ^ (m1 & s1) ^ (m2 & s2) ^ (m3 & s3);
            sum[i] ^= own ^ ((other << 4) & HIGH_HALF) ^ ((other >>> 4) & LOW_HALF);
        }
    }
}
