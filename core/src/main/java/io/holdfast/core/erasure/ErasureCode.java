// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

/**
 * An erasure code: from {@code data} shards it makes {@code parity} more, and any {@code data} of them all give back the
 * rest.
 *
 * <p>Parity row j is the sum, over the data shards, of (2^j)^i times shard i, byte by byte in GF(2^8) with the
 * polynomial 0x11D: P is the exclusive or, Q takes the powers of 2, R those of 4. A shard is an array of words of eight
 * bytes. Since every byte is computed on its own, the byte order in which words are read does not matter, as long as
 * they are written in the same one.
 *
 * <p>Immutable and thread-safe. The arrays belong to the caller, who must not change them during a call.
 */
public final class ErasureCode {
    /**
     * At most 255 data shards: 2 has 255 different powers in GF(2^8), and two shards with the same coefficient could not
     * be told apart.
     */
    public static final int MAX_DATA = 255;

    /**
     * At most 3 parity shards: every square part of the rows of powers of 1, 2 and 4 is invertible, so that any losses up
     * to that number can be solved for. With a row of powers of 8 that is no longer so.
     */
    public static final int MAX_PARITY = 3;

    /** 8 KiB of each shard at a time, so that the sums stay in the nearest caches from pass to pass. */
    private static final int BLOCK = 1024;

    private final int data;
    private final int parity;

    private ErasureCode(int data, int parity) {
        this.data = data;
        this.parity = parity;
    }

    /**
     * The code with these numbers of shards.
     *
     * @param data number of data shards, 1 to {@value #MAX_DATA}
     * @param parity number of parity shards, 0 to {@value #MAX_PARITY}; with 0 nothing can be lost
     * @return the code
     * @throws IllegalArgumentException if a number is out of its range
     */
    public static ErasureCode of(int data, int parity) {
        if (data < 1 || data > MAX_DATA) {
            throw new IllegalArgumentException("HF1001 " + data + " data shards: an erasure code has 1 to " + MAX_DATA);
        }
        if (parity < 0 || parity > MAX_PARITY) {
            throw new IllegalArgumentException(
                    "HF1002 " + parity + " parity shards: an erasure code has 0 to " + MAX_PARITY);
        }
        return new ErasureCode(data, parity);
    }

    /**
     * The number of data shards.
     *
     * @return k, 1 to {@value #MAX_DATA}
     */
    public int data() {
        return data;
    }

    /**
     * The number of parity shards, which is the number of shards that may be lost.
     *
     * @return m, 0 to {@value #MAX_PARITY}
     */
    public int parity() {
        return parity;
    }

    /**
     * Computes the parity shards.
     *
     * @param data the {@link #data()} data shards, all of one length; only read
     * @param parity the {@link #parity()} parity shards, of the same length; overwritten, and none of them a data shard
     * @throws IllegalArgumentException if the numbers or lengths are wrong
     */
    public void encode(long[][] data, long[][] parity) {
        requireCount("data", data.length, this.data);
        requireCount("parity", parity.length, this.parity);
        int length = data[0].length;
        requireLength(data, length);
        requireLength(parity, length);
        for (int from = 0; from < length; ) {
            int to = from + Math.min(BLOCK, length - from);
            for (int j = 0; j < parity.length; j++) {
                ParityRow.of(j).encode(data, parity[j], from, to);
            }
            from = to;
        }
    }

    /**
     * Computes all shards that are missing, of data and of parity.
     *
     * @param shards the {@link #data()} data shards and after them the {@link #parity()} parity shards. Those present are
     *     only read. Those missing are filled in: an array that is there is overwritten, {@code null} is replaced by a
     *     new array
     * @param present for each shard, whether its content is valid; only read
     * @throws NotEnoughShardsException if fewer than {@link #data()} are present; nothing was written then
     * @throws IllegalArgumentException if the numbers or lengths are wrong; nothing was written then
     */
    public void reconstruct(long[][] shards, boolean[] present) {
        reconstruct(shards, present, data + parity);
    }

    /**
     * Computes the data shards that are missing and leaves missing parity shards as they are: what reading takes.
     *
     * @param shards as in {@link #reconstruct(long[][], boolean[])}
     * @param present for each shard, whether its content is valid; only read
     * @throws NotEnoughShardsException if fewer than {@link #data()} are present; nothing was written then
     * @throws IllegalArgumentException if the numbers or lengths are wrong; nothing was written then
     */
    public void reconstructData(long[][] shards, boolean[] present) {
        reconstruct(shards, present, data);
    }

    /** Computes those of the first {@code wanted} shards that are missing. */
    private void reconstruct(long[][] shards, boolean[] present, int wanted) {
        requireCount("data and parity", shards.length, data + parity);
        requireCount("present", present.length, data + parity);
        int have = 0;
        int length = 0;
        for (int i = 0; i < present.length; i++) {
            if (present[i] && have++ == 0) {
                length = shards[i].length;
            }
        }
        if (have < data) {
            throw new NotEnoughShardsException(have, data);
        }
        for (int i = 0; i < shards.length; i++) {
            if (present[i] || shards[i] != null) {
                requireLength(shards, i, length);
            }
        }
        if (have < present.length) {
            repair(shards, present, wanted, length);
        }
    }

    private void repair(long[][] shards, boolean[] present, int wanted, int length) {
        for (int i = 0; i < wanted; i++) {
            if (shards[i] == null) {
                shards[i] = new long[length];
            }
        }
        // without the arrays that are not wanted, so that the repair leaves them alone
        Repair repair = new Repair(onlyUsed(shards, present, wanted), present, data);
        for (int from = 0; from < length; ) {
            int to = from + Math.min(BLOCK, length - from);
            repair.run(from, to);
            from = to;
        }
    }

    private static long[][] onlyUsed(long[][] shards, boolean[] present, int wanted) {
        long[][] used = shards.clone();
        for (int i = wanted; i < shards.length; i++) {
            if (!present[i]) {
                used[i] = null;
            }
        }
        return used;
    }

    private static void requireCount(String what, int actual, int expected) {
        if (actual != expected) {
            throw new IllegalArgumentException(
                    "HF1004 " + actual + " shards given as " + what + ": this code has " + expected);
        }
    }

    private static void requireLength(long[][] shards, int length) {
        for (int i = 0; i < shards.length; i++) {
            requireLength(shards, i, length);
        }
    }

    private static void requireLength(long[][] shards, int index, int length) {
        if (shards[index].length != length) {
            throw new IllegalArgumentException("HF1005 shard " + index + " has " + shards[index].length
                    + " words and another has " + length + ": all shards of a group have one length");
        }
    }
}
