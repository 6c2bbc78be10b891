// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

import java.util.Arrays;

/**
 * How the lost shards of one reconstruction are computed, for as many ranges of words as it takes.
 *
 * <p>A guess is put in the place of each lost data shard and the parity of that is computed, with the same loops that
 * encode. What it differs by from the stored parity gives the errors of the guesses, through a small linear system. If
 * row P is there, the last guess (the balance) is chosen so that P is right. Then the errors add up to nothing, and there
 * is one unknown less: at most two, since three losses need all three rows. Lost parity is encoded at the end.
 */
final class Repair {
    /** The data shards: whole when the unknowns and the balance are computed. */
    private final long[][] data;

    /** The lost data shards but the balance: each holds first a row of parity, then an error, then the data. */
    private final long[][] unknown;

    /** The lost data shard that row P determines once the others are known; null without row P or without a loss. */
    private final long[] balance;

    /** What adds up to the first value of the balance. */
    private final long[][] balanceTerms;

    /** The data shards, with a guess in place of the unknowns: any shard that is there will do, so one that is read anyway. */
    private final long[][] guessed;

    private final ParityRow[] rows;
    private final Solution solution;
    private final long[][] lostParity;

    /**
     * Plans a repair.
     *
     * @param shards data shards and then parity shards; arrays of those that are lost are overwritten, and where there
     *     is none for a lost parity shard it is left out
     * @param present which shards are not lost; at least as many as there are data shards
     * @param dataCount the number of data shards
     */
    Repair(long[][] shards, boolean[] present, int dataCount) {
        data = Arrays.copyOf(shards, dataCount);
        lostParity = Arrays.copyOfRange(shards, dataCount, shards.length);
        int[] lost = new int[lostParity.length];
        int losses = 0;
        for (int i = 0; i < dataCount; i++) {
            if (!present[i]) {
                lost[losses++] = i;
            }
        }
        int[] used = new int[losses];
        int found = 0;
        for (int j = 0; j < lostParity.length; j++) {
            if (present[dataCount + j]) {
                if (found < losses) {
                    used[found++] = j;
                }
                lostParity[j] = null;
            }
        }
        boolean balanced = losses > 0 && used[0] == 0;
        int unknowns = balanced ? losses - 1 : losses;
        long[] guess = losses == 0 ? null : shards[dataCount + used[0]];
        guessed = data.clone();
        unknown = new long[unknowns][];
        for (int u = 0; u < unknowns; u++) {
            unknown[u] = data[lost[u]];
            guessed[lost[u]] = guess;
        }
        balance = balanced ? data[lost[unknowns]] : null;
        balanceTerms = balanced ? balanceTerms(present, losses, guess) : null;
        rows = new ParityRow[unknowns];
        long[][] stored = new long[unknowns][];
        int[][] coefficients = new int[unknowns][unknowns];
        for (int r = 0; r < unknowns; r++) {
            int number = used[balanced ? r + 1 : r];
            rows[r] = ParityRow.of(number);
            stored[r] = shards[dataCount + number];
            for (int u = 0; u < unknowns; u++) {
                int ofBalance = balanced ? rows[r].coefficient(lost[unknowns]) : 0;
                coefficients[r][u] = rows[r].coefficient(lost[u]) ^ ofBalance;
            }
        }
        solution = unknowns == 0 ? null : new Solution(coefficients, unknown, stored, guess, balance);
    }

    /**
     * The survivors, and row P as often as shards are lost: once to be the sum of all, and once for each guess. What is
     * there twice is left out.
     */
    private long[][] balanceTerms(boolean[] present, int losses, long[] rowP) {
        int odd = losses % 2;
        int survivors = data.length - losses;
        if (survivors + odd == 0) {
            return new long[][] {rowP, rowP};
        }
        long[][] terms = new long[survivors + odd][];
        int next = 0;
        for (int i = 0; i < data.length; i++) {
            if (present[i]) {
                terms[next++] = data[i];
            }
        }
        if (odd == 1) {
            terms[next] = rowP;
        }
        return terms;
    }

    /** Overwrites words {@code from} to {@code to} of the lost shards. */
    void run(int from, int to) {
        if (balance != null) {
            ParityRow.P.encode(balanceTerms, balance, from, to);
        }
        for (int r = 0; r < rows.length; r++) {
            rows[r].encode(guessed, unknown[r], from, to);
        }
        if (solution != null) {
            solution.run(from, to);
        }
        for (int j = 0; j < lostParity.length; j++) {
            if (lostParity[j] != null) {
                ParityRow.of(j).encode(data, lostParity[j], from, to);
            }
        }
    }
}
