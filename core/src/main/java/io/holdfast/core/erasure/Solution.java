// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

/**
 * From the parity of guesses to the data: solves for the errors of up to two guesses, in place, and corrects them.
 *
 * <p>Gaussian elimination, scaled so that each step is one sum and one product: x = factor * (x + y).
 */
final class Solution {
    private final Factor[] factors;
    private final long[][] xs;
    private final long[][] ys;
    private final long[][] unknown;
    private final long[] guess;
    private final long[] balance;

    /**
     * Prepares the solution.
     *
     * @param matrix coefficients of the errors, 1 or 2 rows and columns, all square parts of which are invertible
     * @param unknown for each row, the parity of the guesses; will be overwritten with the data
     * @param stored for each row, the parity of the data
     * @param guess what was guessed for each unknown
     * @param balance what to add each error to; null for none
     */
    Solution(int[][] matrix, long[][] unknown, long[][] stored, long[] guess, long[] balance) {
        this.unknown = unknown;
        this.guess = guess;
        this.balance = balance;
        int a = matrix[0][0];
        if (matrix.length == 1) {
            factors = new Factor[] {Factor.of(GaloisField.divide(1, a))};
            xs = unknown;
            ys = stored;
        } else {
            int b = matrix[0][1];
            int c = matrix[1][0];
            int d = matrix[1][1];
            // the rows scaled to (a/b, 1) and (a/b, ad/bc); their sum has the second unknown alone
            int ratio = GaloisField.divide(a, b);
            int scale = GaloisField.divide(ratio, c);
            factors = new Factor[] {
                Factor.of(GaloisField.divide(1, b)),
                Factor.of(scale),
                Factor.of(GaloisField.divide(1, GaloisField.multiply(scale, d) ^ 1)),
                Factor.of(GaloisField.divide(1, ratio))
            };
            xs = new long[][] {unknown[0], unknown[1], unknown[1], unknown[0]};
            ys = new long[][] {stored[0], stored[1], unknown[0], unknown[1]};
        }
    }

    /** Solves and corrects words {@code from} to {@code to}. */
    void run(int from, int to) {
        for (int step = 0; step < factors.length; step++) {
            SumRow.add(ys[step], xs[step], from, to);
            factors[step].multiply(xs[step], from, to);
        }
        for (long[] error : unknown) {
            if (balance == null) {
                SumRow.add(guess, error, from, to);
            } else {
                correct(error, guess, balance, from, to);
            }
        }
    }

    private static void correct(long[] error, long[] guess, long[] balance, int from, int to) {
        for (int i = from; i < to; i++) {
            long e = error[i];
            error[i] = e ^ guess[i];
            balance[i] ^= e;
        }
    }
}
