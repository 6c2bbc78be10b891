// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

/**
 * The parity rows. Row j is the sum, over the data shards, of 2^j to the power of i times shard i: the powers of 1, 2
 * and 4.
 *
 * <p>Rows Q and R are evaluated by Horner's rule: twice, or four times, what there is, plus the next shard, from the
 * highest index down. The loops are plain counted loops with one index for all arrays and a short body: the form that
 * the JIT compiler turns into vector instructions.
 */
enum ParityRow {
    P(0) {
        @Override
        void start(long[] a, long[] b, long[] sum, int from, int to) {
            for (int i = from; i < to; i++) {
                sum[i] = a[i] ^ b[i];
            }
        }

        @Override
        void fold(long[] a, long[] b, long[] sum, int from, int to) {
            for (int i = from; i < to; i++) {
                sum[i] = sum[i] ^ a[i] ^ b[i];
            }
        }
    },
    Q(1) {
        @Override
        void start(long[] a, long[] b, long[] sum, int from, int to) {
            for (int i = from; i < to; i++) {
                sum[i] = Lanes.twice(a[i]) ^ b[i];
            }
        }

        @Override
        void fold(long[] a, long[] b, long[] sum, int from, int to) {
            for (int i = from; i < to; i++) {
                sum[i] = Lanes.twice(Lanes.twice(sum[i]) ^ a[i]) ^ b[i];
            }
        }
    },
    R(2) {
        @Override
        void start(long[] a, long[] b, long[] sum, int from, int to) {
            for (int i = from; i < to; i++) {
                sum[i] = Lanes.times4(a[i]) ^ b[i];
            }
        }

        @Override
        void fold(long[] a, long[] b, long[] sum, int from, int to) {
            for (int i = from; i < to; i++) {
                sum[i] = Lanes.times4(Lanes.times4(sum[i]) ^ a[i]) ^ b[i];
            }
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

    /** Overwrites {@code sum} with the sum of two shards, the one of the higher index first. */
    abstract void start(long[] a, long[] b, long[] sum, int from, int to);

    /** Adds the next two shards to {@code sum}, the one of the higher index first. */
    abstract void fold(long[] a, long[] b, long[] sum, int from, int to);

    /** Overwrites words {@code from} to {@code to} of {@code sum} with this row of {@code data}. */
    final void encode(long[][] data, long[] sum, int from, int to) {
        int next = data.length - 1;
        if (next % 2 == 0) {
            System.arraycopy(data[next], from, sum, from, to - from);
            next--;
        } else {
            start(data[next], data[next - 1], sum, from, to);
            next -= 2;
        }
        for (; next > 0; next -= 2) {
            fold(data[next], data[next - 1], sum, from, to);
        }
    }

    /** The coefficient of data shard {@code index} in this row. */
    final int coefficient(int index) {
        return GaloisField.powerOfTwo(exponent * index);
    }
}
