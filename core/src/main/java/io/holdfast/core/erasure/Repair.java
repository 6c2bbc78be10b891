// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

import java.util.Arrays;

/**
 * How the lost data shards of one reconstruction are computed, for as many ranges of words as it takes.
 *
 * <p>A guess is put in the place of each lost shard and the parity of that is computed, with the same loops that encode.
 * What it differs by from the stored parity gives the errors of the guesses, through a small linear system. If row P is
 * there, the last guess (the balance) is chosen so that P is right. Then the errors add up to nothing, and there is one
 * unknown less: at most two, since three losses need all three rows.
 */
final class Repair {
    /** Stands in for each lost shard but the balance: any shard that is there will do, and this one is read anyway. */
    private final long[] guess;

    /** The lost shard that row P determines once the others are known; null without row P. */
    private final long[] balance;

    /** What adds up to the balance. */
    private final long[][] balanceTerms;

    /** The data shards, with the guess in place of those that are unknown. */
    private final long[][] guessed;

    /** The lost shards but the balance: each holds first a row of parity, then an error, then the data. */
    private final long[][] unknown;

    private final ParityRow[] rows;
    private final long[][] stored;
    private final Elimination elimination;

    /**
     * Plans the repair of {@code lost} data shards, whose arrays are in {@code shards} and will be overwritten.
     *
     * @param data the number of data shards
     * @param lost indices of the lost data shards, ascending, at least one
     * @param present numbers of parity rows that are present, as many as shards are lost, ascending
     */
    Repair(long[][] shards, int data, int[] lost, int[] present) {
        boolean balanced = present[0] == 0;
        int unknowns = balanced ? lost.length - 1 : lost.length;
        guess = shards[data + present[0]];
        balance = balanced ? shards[lost[unknowns]] : null;
        guessed = Arrays.copyOf(shards, data);
        unknown = new long[unknowns][];
        for (int u = 0; u < unknowns; u++) {
            unknown[u] = shards[lost[u]];
            guessed[lost[u]] = guess;
        }
        balanceTerms = guessed.clone();
        if (balanced) {
            balanceTerms[lost[unknowns]] = guess;
        }
        rows = new ParityRow[unknowns];
        stored = new long[unknowns][];
        int[][] coefficients = new int[unknowns][unknowns];
        for (int r = 0; r < unknowns; r++) {
            int number = present[balanced ? r + 1 : r];
            rows[r] = ParityRow.of(number);
            stored[r] = shards[data + number];
            for (int u = 0; u < unknowns; u++) {
                int ofBalance = balanced ? rows[r].coefficient(lost[unknowns]) : 0;
                coefficients[r][u] = rows[r].coefficient(lost[u]) ^ ofBalance;
            }
        }
        elimination = Elimination.of(coefficients);
    }

    /** Overwrites words {@code from} to {@code to} of the lost data shards. */
    void run(int from, int to) {
        if (balance != null) {
            ParityRow.P.encode(balanceTerms, balance, from, to);
        }
        for (int r = 0; r < rows.length; r++) {
            rows[r].encode(guessed, unknown[r], from, to);
        }
        elimination.solve(unknown, stored, from, to);
        for (long[] shard : unknown) {
            if (balance == null) {
                correct(shard, from, to);
            } else {
                correct(shard, balance, from, to);
            }
        }
    }

    private void correct(long[] error, int from, int to) {
        for (int i = from; i < to; i++) {
            error[i] ^= guess[i];
        }
    }

    private void correct(long[] error, long[] other, int from, int to) {
        for (int i = from; i < to; i++) {
            long e = error[i];
            error[i] = e ^ guess[i];
            other[i] ^= e;
        }
    }
}
