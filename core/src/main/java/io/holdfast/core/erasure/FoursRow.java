// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

import static io.holdfast.core.erasure.Lanes.LOW_2;
import static io.holdfast.core.erasure.Lanes.LOW_4;
import static io.holdfast.core.erasure.Lanes.LOW_6;

/**
 * Row R: the sum of 4^i times shard i, by Horner's rule, two shards a step from the highest index down.
 *
 * <p>A step is 16 times what there is, plus 4 times the first shard, and the second; the bits that leave their byte are
 * reduced once for both.
 */
final class FoursRow {
    private FoursRow() {}

    static void encode(long[][] data, long[] sum, int from, int to) {
        int k = data.length;
        if (k == 1) {
            System.arraycopy(data[0], from, sum, from, to - from);
        } else if (k % 2 == 0) {
            start(data[k - 1], data[k - 2], sum, from, to);
        } else {
            start(data[k - 1], data[k - 2], data[k - 3], sum, from, to);
        }
        for (int i = (k - 2) / 2 * 2; i > 0; i -= 2) {
            step(data[i - 1], data[i - 2], sum, from, to);
        }
    }

    private static void start(long[] a, long[] b, long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            long x = a[i];
            long low = b[i] ^ ((x & LOW_6) << 2);
            long high = (x >>> 6) & LOW_2;
            sum[i] = Lanes.reduce(low, high);
        }
    }

    private static void start(long[] a, long[] b, long[] c, long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            long x = a[i];
            long y = b[i];
            long low = c[i] ^ ((x & LOW_4) << 4) ^ ((y & LOW_6) << 2);
            long high = ((x >>> 4) ^ ((y >>> 6) & LOW_2)) & LOW_4;
            sum[i] = Lanes.reduce(low, high);
        }
    }

    private static void step(long[] a, long[] b, long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            long s = sum[i];
            long x = a[i];
            long low = b[i] ^ ((s & LOW_4) << 4) ^ ((x & LOW_6) << 2);
            long high = ((s >>> 4) ^ ((x >>> 6) & LOW_2)) & LOW_4;
            sum[i] = Lanes.reduce(low, high);
        }
    }
}
