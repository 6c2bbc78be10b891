// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

/** Row P: the sum of the shards, which is their exclusive or, four shards a step. */
final class SumRow {
    private SumRow() {}

    static void encode(long[][] data, long[] sum, int from, int to) {
        int k = data.length;
        switch (k % 4) {
            case 0 -> start(data[k - 1], data[k - 2], data[k - 3], data[k - 4], sum, from, to);
            case 1 -> System.arraycopy(data[k - 1], from, sum, from, to - from);
            case 2 -> start(data[k - 1], data[k - 2], sum, from, to);
            default -> start(data[k - 1], data[k - 2], data[k - 3], sum, from, to);
        }
        for (int i = (k - 1) / 4 * 4; i > 0; i -= 4) {
            step(data[i - 1], data[i - 2], data[i - 3], data[i - 4], sum, from, to);
        }
    }

    /** {@code sum += x}. */
    static void add(long[] x, long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] ^= x[i];
        }
    }

    private static void start(long[] a, long[] b, long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] = a[i] ^ b[i];
        }
    }

    private static void start(long[] a, long[] b, long[] c, long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] = a[i] ^ b[i] ^ c[i];
        }
    }

    private static void start(long[] a, long[] b, long[] c, long[] d, long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] = a[i] ^ b[i] ^ c[i] ^ d[i];
        }
    }

    private static void step(long[] a, long[] b, long[] c, long[] d, long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] ^= a[i] ^ b[i] ^ c[i] ^ d[i];
        }
    }
}
