// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

/**
 * Sums and products over ranges of words, each byte an element of GF(2^8).
 *
 * <p>Multiplies by factors that are known only at run time without a table. A factor is split into two halves of four
 * bits. One half times x is a sum of x, 2x, 4x and 8x, each kept or masked out; the high half is then multiplied by 16,
 * which costs little more than one doubling.
 */
final class Words {
    private Words() {}

    /** {@code sum += x}. */
    static void add(long[] x, long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] ^= x[i];
        }
    }

    /** {@code x *= factor}. */
    static void multiply(int factor, long[] x, int from, int to) {
        long f0 = mask(factor, 0);
        long f1 = mask(factor, 1);
        long f2 = mask(factor, 2);
        long f3 = mask(factor, 3);
        long f4 = mask(factor, 4);
        long f5 = mask(factor, 5);
        long f6 = mask(factor, 6);
        long f7 = mask(factor, 7);
        for (int i = from; i < to; i++) {
            long x1 = x[i];
            long x2 = Lanes.twice(x1);
            long x4 = Lanes.twice(x2);
            long x8 = Lanes.twice(x4);
            long low = (x1 & f0) ^ (x2 & f1) ^ (x4 & f2) ^ (x8 & f3);
            long high = (x1 & f4) ^ (x2 & f5) ^ (x4 & f6) ^ (x8 & f7);
            x[i] = low ^ Lanes.times16(high);
        }
    }

    /** {@code sum += factor * x}. */
    static void addProduct(int factor, long[] x, long[] sum, int from, int to) {
        long f0 = mask(factor, 0);
        long f1 = mask(factor, 1);
        long f2 = mask(factor, 2);
        long f3 = mask(factor, 3);
        long f4 = mask(factor, 4);
        long f5 = mask(factor, 5);
        long f6 = mask(factor, 6);
        long f7 = mask(factor, 7);
        for (int i = from; i < to; i++) {
            long x1 = x[i];
            long x2 = Lanes.twice(x1);
            long x4 = Lanes.twice(x2);
            long x8 = Lanes.twice(x4);
            long low = (x1 & f0) ^ (x2 & f1) ^ (x4 & f2) ^ (x8 & f3);
            long high = (x1 & f4) ^ (x2 & f5) ^ (x4 & f6) ^ (x8 & f7);
            sum[i] ^= low ^ Lanes.times16(high);
        }
    }

    /** All ones if the bit is set in the factor, else zero. */
    private static long mask(int factor, int bit) {
        return -(long) ((factor >>> bit) & 1);
    }
}
