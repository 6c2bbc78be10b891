// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

/** Gaussian elimination for up to two unknowns, over ranges of words and in place. */
interface Elimination {
    /**
     * Solves for the unknowns.
     *
     * @param unknown before: the right sides, but for what is still to be added to them; after: the unknowns
     * @param added for each right side, what is to be added to it
     * @param from the first word
     * @param to the word after the last
     */
    void solve(long[][] unknown, long[][] added, int from, int to);

    /** Prepares the elimination for a matrix of 0, 1 or 2 rows and columns, all square parts of which are invertible. */
    static Elimination of(int[][] matrix) {
        return switch (matrix.length) {
            case 0 -> (unknown, added, from, to) -> {};
            case 1 -> {
                Factor inverse = new Factor(GaloisField.divide(1, matrix[0][0]));
                yield (unknown, added, from, to) -> inverse.multiplySum(unknown[0], added[0], from, to);
            }
            case 2 -> ofTwo(matrix);
            default -> throw new IllegalArgumentException(matrix.length + " unknowns");
        };
    }

    private static Elimination ofTwo(int[][] matrix) {
        int ratio = GaloisField.divide(matrix[0][1], matrix[0][0]);
        int left = matrix[1][1] ^ GaloisField.multiply(matrix[1][0], ratio);
        Factor normalize = new Factor(GaloisField.divide(1, matrix[0][0]));
        Factor eliminate = new Factor(matrix[1][0]);
        Factor divide = new Factor(GaloisField.divide(1, left));
        Factor substitute = new Factor(ratio);
        return (unknown, added, from, to) -> {
            normalize.multiplySum(unknown[0], added[0], from, to);
            eliminate.addProduct(unknown[0], unknown[1], from, to);
            divide.multiplySum(unknown[1], added[1], from, to);
            substitute.addProduct(unknown[1], unknown[0], from, to);
        };
    }
}
