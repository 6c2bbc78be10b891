// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

/**
 * The parity rows. Row j is the sum, over the data shards, of (2^j)^i times shard i: the powers of 1, 2 and 4.
 *
 * <p>The loops behind them ({@link SumRow}, {@link TwosRow}, {@link FoursRow}) and in {@link Solution} are written for the
 * JIT compiler of HotSpot, which turns a loop into vector instructions only if
 *
 * <ul>
 *   <li>it is a plain counted loop with one index for all arrays,
 *   <li>its body has 60 nodes at most, of which each array takes about five for addressing: hence two or three shards a
 *       step and one row at a time, over ranges of words that stay in the nearest caches from pass to pass,
 *   <li>the two operands of an exclusive or are of different kinds (a load and a shift, a shift and a mask): the compiler
 *       may swap operands from one unrolled copy of the body to the next, and matches them again by kind.
 * </ul>
 *
 * What breaks a rule still computes the right thing, at a fifth of the speed.
 */
enum ParityRow {
    P(0) {
        @Override
        void encode(long[][] data, long[] sum, int from, int to) {
            SumRow.encode(data, sum, from, to);
        }
    },
    Q(1) {
        @Override
        void encode(long[][] data, long[] sum, int from, int to) {
            TwosRow.encode(data, sum, from, to);
        }
    },
    R(2) {
        @Override
        void encode(long[][] data, long[] sum, int from, int to) {
            FoursRow.encode(data, sum, from, to);
        }
    };

    private final int exponent;

    /** The row of the powers of 2 to the power of {@code exponent}. */
    ParityRow(int exponent) {
        this.exponent = exponent;
    }

    /** Row {@code number}, 0 to 2. */
    static ParityRow of(int number) {
        return switch (number) {
            case 0 -> P;
            case 1 -> Q;
            case 2 -> R;
            default -> throw new IllegalArgumentException("no parity row " + number);
        };
    }

    /** Overwrites words {@code from} to {@code to} of {@code sum} with this row of {@code data}. */
    abstract void encode(long[][] data, long[] sum, int from, int to);

    /** The coefficient of data shard {@code index} in this row. */
    final int coefficient(int index) {
        return GaloisField.powerOfTwo(exponent * index);
    }
}
