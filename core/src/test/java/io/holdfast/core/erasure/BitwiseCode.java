// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

import java.util.Arrays;

/**
 * The naive twin of {@link ErasureCode}: byte by byte, bit by bit, and Gaussian elimination over the whole matrix. Slow
 * and obvious, and nothing in it is shared with what it checks.
 */
final class BitwiseCode {
    private final int data;
    private final int parity;

    BitwiseCode(int data, int parity) {
        this.data = data;
        this.parity = parity;
    }

    static int multiply(int a, int b) {
        int product = 0;
        for (int bit = 7; bit >= 0; bit--) {
            product <<= 1;
            if ((product & 0x100) != 0) {
                product ^= 0x11D;
            }
            if ((b >> bit & 1) != 0) {
                product ^= a;
            }
        }
        return product;
    }

    static int inverse(int a) {
        for (int b = 1; b < 256; b++) {
            if (multiply(a, b) == 1) {
                return b;
            }
        }
        throw new ArithmeticException("no inverse of " + a);
    }

    static int power(int base, int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power = multiply(power, base);
        }
        return power;
    }

    void encode(long[][] dataShards, long[][] parityShards) {
        for (int j = 0; j < parity; j++) {
            combine(row(data + j), dataShards, parityShards[j]);
        }
    }

    void reconstruct(long[][] shards, boolean[] present) {
        int[][] left = new int[data][];
        long[][] known = new long[data][];
        int have = 0;
        for (int i = 0; i < shards.length && have < data; i++) {
            if (present[i]) {
                left[have] = row(i);
                known[have++] = shards[i];
            }
        }
        if (have < data) {
            throw new NotEnoughShardsException(have, data);
        }
        int[][] decode = invert(left);
        long[][] whole = new long[data][known[0].length];
        for (int i = 0; i < data; i++) {
            combine(decode[i], known, whole[i]);
        }
        for (int i = 0; i < shards.length; i++) {
            if (!present[i]) {
                shards[i] = new long[known[0].length];
                combine(row(i), whole, shards[i]);
            }
        }
    }

    /** What shard {@code index} is made of: one coefficient for each data shard. */
    private int[] row(int index) {
        int[] row = new int[data];
        for (int i = 0; i < data; i++) {
            row[i] = index < data ? (i == index ? 1 : 0) : power(1 << (index - data), i);
        }
        return row;
    }

    private static void combine(int[] coefficients, long[][] from, long[] into) {
        Arrays.fill(into, 0);
        for (int s = 0; s < coefficients.length; s++) {
            for (int w = 0; w < into.length; w++) {
                for (int shift = 0; shift < 64; shift += 8) {
                    int element = (int) (from[s][w] >>> shift) & 0xFF;
                    into[w] ^= (long) multiply(coefficients[s], element) << shift;
                }
            }
        }
    }

    private static int[][] invert(int[][] matrix) {
        int n = matrix.length;
        int[][] work = new int[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, work[i], 0, n);
            work[i][n + i] = 1;
        }
        for (int column = 0; column < n; column++) {
            int pivot = column;
            while (work[pivot][column] == 0) {
                pivot++;
            }
            int[] swap = work[pivot];
            work[pivot] = work[column];
            work[column] = swap;
            int scale = inverse(work[column][column]);
            for (int c = 0; c < 2 * n; c++) {
                work[column][c] = multiply(work[column][c], scale);
            }
            for (int r = 0; r < n; r++) {
                int factor = work[r][column];
                if (r != column && factor != 0) {
                    for (int c = 0; c < 2 * n; c++) {
                        work[r][c] ^= multiply(factor, work[column][c]);
                    }
                }
            }
        }
        int[][] inverse = new int[n][];
        for (int i = 0; i < n; i++) {
            inverse[i] = Arrays.copyOfRange(work[i], n, 2 * n);
        }
        return inverse;
    }
}
