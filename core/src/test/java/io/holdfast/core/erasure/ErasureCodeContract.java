// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What an erasure code does, whoever implements it: run for the fast one and for its naive twin. */
abstract class ErasureCodeContract {
    /** One code under test. */
    interface Code {
        void encode(long[][] data, long[][] parity);

        void reconstruct(long[][] shards, boolean[] present);
    }

    abstract Code code(int data, int parity);

    /** Words of a shard in the exhaustive test: enough for a vector loop and its scalar rest. */
    abstract int words();

    @Test
    void parityIsTheSumOfPowersTimesData() {
        long[][] data = {{0x0102030405060780L}, {0x8040201008040201L}, {0xFF00FF00FF00FF00L}};
        long[][] parity = new long[3][1];
        code(3, 3).encode(data, parity);
        for (int j = 0; j < 3; j++) {
            long expected = 0;
            for (int shift = 0; shift < 64; shift += 8) {
                int sum = 0;
                for (int i = 0; i < 3; i++) {
                    int element = (int) (data[i][0] >>> shift) & 0xFF;
                    sum ^= BitwiseCode.multiply(BitwiseCode.power(1 << j, i), element);
                }
                expected |= (long) sum << shift;
            }
            assertThat(parity[j]).as("row %d", j).containsExactly(expected);
        }
    }

    @Test
    void everyPatternOfEverySchemeWithUpToEightDataReconstructs() {
        SplittableRandom random = new SplittableRandom(1);
        int patterns = 0;
        for (int k = 1; k <= 8; k++) {
            for (int m = 0; m <= 3; m++) {
                long[][] whole = encoded(k, m, words(), random);
                for (int lost = 0; lost < 1 << (k + m); lost++) {
                    if (Integer.bitCount(lost) <= m) {
                        loseAndReconstruct(k, m, whole, lost);
                        patterns++;
                    }
                }
            }
        }
        assertThat(patterns).isEqualTo(1_062);
    }

    @Test
    void oneLossMoreThanParityIsRefusedAndNothingIsWritten() {
        for (int m = 0; m <= 3; m++) {
            long[][] shards = encoded(4, m, 2, new SplittableRandom(2));
            boolean[] present = new boolean[4 + m];
            Arrays.fill(present, m + 1, 4 + m, true);
            shards[0] = null;
            int have = 3;
            assertThatThrownBy(() -> code(4, shards.length - 4).reconstruct(shards, present))
                    .isInstanceOfSatisfying(NotEnoughShardsException.class, e -> {
                        assertThat(e.have()).isEqualTo(have);
                        assertThat(e.need()).isEqualTo(4);
                    });
            assertThat(shards[0]).isNull();
        }
    }

    final long[][] encoded(int k, int m, int words, SplittableRandom random) {
        long[][] shards = new long[k + m][words];
        for (int i = 0; i < k; i++) {
            Arrays.setAll(shards[i], w -> random.nextLong());
        }
        code(k, m).encode(Arrays.copyOf(shards, k), Arrays.copyOfRange(shards, k, k + m));
        return shards;
    }

    final void loseAndReconstruct(int k, int m, long[][] whole, int lost) {
        boolean[] present = new boolean[k + m];
        long[][] shards = new long[k + m][];
        for (int i = 0; i < k + m; i++) {
            present[i] = (lost >>> i & 1) == 0;
            shards[i] = present[i] ? whole[i].clone() : null;
        }
        code(k, m).reconstruct(shards, present);
        assertThat(shards)
                .as("%d+%d, lost %s", k, m, Integer.toBinaryString(lost))
                .isDeepEqualTo(whole);
    }
}
