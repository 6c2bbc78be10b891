// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

import static io.holdfast.core.erasure.Lanes.LOW_1;
import static io.holdfast.core.erasure.Lanes.LOW_2;
import static io.holdfast.core.erasure.Lanes.LOW_3;
import static io.holdfast.core.erasure.Lanes.LOW_4;
import static io.holdfast.core.erasure.Lanes.LOW_5;
import static io.holdfast.core.erasure.Lanes.LOW_6;
import static io.holdfast.core.erasure.Lanes.LOW_7;

/**
 * Row Q: the sum of 2^i times shard i, by Horner's rule, four shards a step from the highest index down.
 *
 * <p>A step is 16 times what there is, plus 8 times the first shard, 4 times the second, twice the third, and the
 * fourth; the bits that leave their byte are reduced once for all of them.
 */
final class TwosRow {
    private TwosRow() {}

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

    private static void start(long[] a, long[] b, long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            long x = a[i];
            sum[i] = Lanes.reduce(((x & LOW_7) << 1) ^ b[i], (x >>> 7) & LOW_1);
        }
    }

    private static void start(long[] a, long[] b, long[] c, long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            long x = a[i];
            long y = b[i];
            long low = ((x & LOW_6) << 2) ^ ((y & LOW_7) << 1) ^ c[i];
            long high = ((x >>> 6) & LOW_2) ^ ((y >>> 7) & LOW_1);
            sum[i] = Lanes.reduce(low, high);
        }
    }

    private static void start(long[] a, long[] b, long[] c, long[] d, long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            long x = a[i];
            long y = b[i];
            long z = c[i];
            long low = ((x & LOW_5) << 3) ^ ((y & LOW_6) << 2) ^ ((z & LOW_7) << 1) ^ d[i];
            long high = ((x >>> 5) & LOW_3) ^ ((y >>> 6) & LOW_2) ^ ((z >>> 7) & LOW_1);
            sum[i] = Lanes.reduce(low, high);
        }
    }

    private static void step(long[] a, long[] b, long[] c, long[] d, long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            long s = sum[i];
            long x = a[i];
            long y = b[i];
            long z = c[i];
            long high = ((s >>> 4) & LOW_4) ^ ((x >>> 5) & LOW_3) ^ ((y >>> 6) & LOW_2) ^ ((z >>> 7) & LOW_1);
            // high << 4, a part of the reduction, rides with the sum, which is shifted by 4 as well
            long low =
                    (((s & LOW_4) ^ high) << 4) ^ ((x & LOW_5) << 3) ^ ((y & LOW_6) << 2) ^ ((z & LOW_7) << 1) ^ d[i];
            sum[i] = low ^ high ^ (high << 2) ^ (high << 3);
        }
    }
}
