// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

import static io.holdfast.core.erasure.Lanes.LOW_1;
import static io.holdfast.core.erasure.Lanes.LOW_2;
import static io.holdfast.core.erasure.Lanes.LOW_3;
import static io.holdfast.core.erasure.Lanes.LOW_5;
import static io.holdfast.core.erasure.Lanes.LOW_6;
import static io.holdfast.core.erasure.Lanes.LOW_7;

/**
 * Row Q: the sum of 2^i times shard i, by Horner's rule, three shards a step from the highest index down.
 *
 * <p>A step is 8 times what there is, plus 4 times the first shard, twice the second, and the third; the bits that leave
 * their byte are reduced once for all of them.
 */
final class TwosRow {
    private TwosRow() {}

    static void encode(long[][] data, long[] sum, int from, int to) {
        int k = data.length;
        switch (k % 3) {
            case 0 -> start(data[k - 1], data[k - 2], data[k - 3], sum, from, to);
            case 1 -> System.arraycopy(data[k - 1], from, sum, from, to - from);
            default -> start(data[k - 1], data[k - 2], sum, from, to);
        }
        for (int i = (k - 1) / 3 * 3; i > 0; i -= 3) {
            step(data[i - 1], data[i - 2], data[i - 3], sum, from, to);
        }
    }

    private static void start(long[] a, long[] b, long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            long x = a[i];
            long low = b[i] ^ ((x & LOW_7) << 1);
            long high = (x >>> 7) & LOW_1;
            sum[i] = Lanes.reduce(low, high);
        }
    }

    private static void start(long[] a, long[] b, long[] c, long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            long x = a[i];
            long y = b[i];
            long low = c[i] ^ ((x & LOW_6) << 2) ^ ((y & LOW_7) << 1);
            long high = ((x >>> 6) ^ ((y >>> 7) & LOW_1)) & LOW_2;
            sum[i] = Lanes.reduce(low, high);
        }
    }

    private static void step(long[] a, long[] b, long[] c, long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            long s = sum[i];
            long x = a[i];
            long y = b[i];
            long low = c[i] ^ ((s & LOW_5) << 3) ^ ((x & LOW_6) << 2) ^ ((y & LOW_7) << 1);
            long high = ((s >>> 5) ^ ((x >>> 6) & LOW_2) ^ ((y >>> 7) & LOW_1)) & LOW_3;
            sum[i] = Lanes.reduce(low, high);
        }
    }
}
