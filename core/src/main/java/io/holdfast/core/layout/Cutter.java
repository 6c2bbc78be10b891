// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.layout;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Cuts a state into groups where its content says so, so that an insertion moves the boundaries with the bytes and
 * changes one or two groups instead of all that follow. Stateless and thread-safe.
 *
 * <p>The boundary is where a rolling gear hash has a run of zero bits, with a harder condition before the normal size
 * and an easier one after it, as in FastCDC (Xia et al., USENIX ATC 2016). Each byte shifts the hash by one, so a
 * boundary depends on the last 64 bytes only.
 */
public final class Cutter {

    /** No group but the last is smaller. */
    public static final int LEAST = 8 * 1024;

    /** The size that most groups are near. */
    public static final int NORMAL = 16 * 1024;

    /** No group is larger. */
    public static final int MOST = 64 * 1024;

    /**
     * A state up to here is one group: two groups of 10 KiB cost more in keys, headers and messages than sending all
     * of it again does.
     */
    public static final int WHOLE = 32 * 1024;

    /** 14 bits are zero once in 16 KiB; two more before the normal size, two fewer after it. */
    private static final long HARD = -1L << (64 - 16);

    private static final long EASY = -1L << (64 - 12);

    /** Random numbers, the same on every member and in every release: boundaries must be found again. */
    private static final long[] GEAR =
            new SplittableRandom(0x486F6C6466617374L).longs(256).toArray();

    private Cutter() {}

    /**
     * Finds the ends of the groups.
     *
     * @return ascending; the last is the length of the state; empty for an empty state
     */
    public static int[] cut(byte[] state) {
        if (state.length == 0) {
            return new int[0];
        }
        if (state.length <= WHOLE) {
            return new int[] {state.length};
        }
        int[] ends = new int[state.length / LEAST + 1];
        int count = 0;
        for (int from = 0; from < state.length; count++) {
            from = end(state, from);
            ends[count] = from;
        }
        return Arrays.copyOf(ends, count);
    }

    /** The end of the group that begins at {@code from}, in a state of more than {@link #WHOLE} bytes. */
    static int end(byte[] state, int from) {
        int most = Math.min(state.length, from + MOST);
        int normal = Math.min(most, from + NORMAL);
        int least = Math.min(most, from + LEAST);
        int end = scan(state, from, least, normal, HARD);
        if (end < 0) {
            end = scan(state, from, normal, most, EASY);
        }
        return end < 0 ? most : end;
    }

    /**
     * The first boundary after {@code at}, up to {@code to}; -1 if there is none. Two bytes a step: the second hash does
     * not wait for the first.
     */
    private static int scan(byte[] state, int from, int at, int to, long mask) {
        long hash = 0;
        for (int i = Math.max(from, at - 64); i < at; i++) {
            hash = (hash << 1) + GEAR[state[i] & 0xff];
        }
        int i = at;
        for (; i + 1 < to; i += 2) {
            long gear = GEAR[state[i] & 0xff];
            long first = (hash << 1) + gear;
            hash = (hash << 2) + ((gear << 1) + GEAR[state[i + 1] & 0xff]);
            if ((first & mask) == 0) {
                return i + 1;
            }
            if ((hash & mask) == 0) {
                return i + 2;
            }
        }
        return i < to && (((hash << 1) + GEAR[state[i] & 0xff]) & mask) == 0 ? to : -1;
    }
}
