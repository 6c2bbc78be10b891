// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

import java.util.ArrayList;
import java.util.List;

/**
 * How the lost data shards of one reconstruction are computed, for as many ranges of words as it takes.
 *
 * <p>A guess is put in the place of each lost shard and the parity of that is computed, with the same loops that
 * encode. What it differs by from the stored parity is a small linear system for the errors of the guesses. If row P is
 * there, the last guess is chosen so that P is right: then the errors add up to nothing, and one unknown less is left.
 */
final class Repair {
    private final long[][] guessed;
    private final List<long[]> pivotTerms = new ArrayList<>();
    private final long[] pivot;
    private final long[] guess;
    private final long[][] unknown;
    private final ParityRow[] row;
    private final long[][] parity;
    private final int[][] coefficient;

    /**
     * Plans the repair of {@code lost} data shards, whose arrays are in {@code shards} and will be overwritten.
     *
     * @param lost indices of the lost data shards, ascending, at least one
     * @param rows parity rows that are present, as many as shards are lost, ascending
     */
    Repair(long[][] shards, int data, int[] lost, int[] rows) {
        boolean balanced = rows[0] == 0;
        int unknowns = balanced ? lost.length - 1 : lost.length;
        int firstRow = balanced ? 1 : 0;
        guess = shards[data + rows[0]];
        pivot = balanced ? shards[lost[unknowns]] : null;
        guessed = new long[data][];
        System.arraycopy(shards, 0, guessed, 0, data);
        unknown = new long[unknowns][];
        row = new ParityRow[unknowns];
        parity = new long[unknowns][];
        coefficient = new int[unknowns][unknowns];
        for (int u = 0; u < unknowns; u++) {
            unknown[u] = shards[lost[u]];
            guessed[lost[u]] = guess;
            row[u] = ParityRow.of(rows[firstRow + u]);
            parity[u] = shards[data + rows[firstRow + u]];
            for (int v = 0; v < unknowns; v++) {
                int ofPivot = balanced ? row[u].coefficient(lost[unknowns]) : 0;
                coefficient[u][v] = row[u].coefficient(lost[v]) ^ ofPivot;
            }
        }
        for (long[] shard : guessed) {
            if (balanced && shard != pivot) {
                pivotTerms.add(shard);
            }
        }
        pivotTerms.add(guess);
    }

    /** Overwrites words {@code from} to {@code to} of the lost data shards. */
    void run(int from, int to) {
        if (pivot != null) {
            ParityRow.P.encode(pivotTerms.toArray(long[][]::new), pivot, from, to);
        }
        for (int u = 0; u < unknown.length; u++) {
            row[u].encode(guessed, unknown[u], from, to);
            Words.add(parity[u], unknown[u], from, to);
        }
        solve(from, to);
        for (long[] error : unknown) {
            if (pivot != null) {
                Words.add(error, pivot, from, to);
            }
            Words.add(guess, error, from, to);
        }
    }

    /** Gaussian elimination: the two by two case at most, since three losses need row P. */
    private void solve(int from, int to) {
        if (unknown.length == 1) {
            Words.multiply(GaloisField.divide(1, coefficient[0][0]), unknown[0], from, to);
        } else if (unknown.length == 2) {
            int eliminated = GaloisField.divide(coefficient[1][0], coefficient[0][0]);
            int left = coefficient[1][1] ^ GaloisField.multiply(eliminated, coefficient[0][1]);
            Words.addProduct(eliminated, unknown[0], unknown[1], from, to);
            Words.multiply(GaloisField.divide(1, left), unknown[1], from, to);
            Words.addProduct(coefficient[0][1], unknown[1], unknown[0], from, to);
            Words.multiply(GaloisField.divide(1, coefficient[0][0]), unknown[0], from, to);
        }
    }
}
