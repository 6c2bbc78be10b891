// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ErasureCodeTest extends ErasureCodeContract {
    @Override
    Code code(int data, int parity) {
        ErasureCode code = ErasureCode.of(data, parity);
        return new Code() {
            @Override
            public void encode(long[][] dataShards, long[][] parityShards) {
                code.encode(dataShards, parityShards);
            }

            @Override
            public void reconstruct(long[][] shards, boolean[] present) {
                code.reconstruct(shards, present);
            }
        };
    }

    @Override
    int words() {
        return 37;
    }

    @Test
    void agreesWithTheNaiveTwinOnRandomCodesAndLosses() {
        long seed = Long.getLong("holdfast.test.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            int m = random.nextInt(ErasureCode.MAX_PARITY + 1);
            int k = random.nextInt(1, round % 50 == 0 ? ErasureCode.MAX_DATA + 1 : 33);
            int words = random.nextInt(0, 20);
            String what = "-Dholdfast.test.seed=" + seed + " round " + round + ": " + k + "+" + m;
            long[][] whole = encoded(k, m, words, random);
            long[][] expected = new long[m][words];
            new BitwiseCode(k, m).encode(Arrays.copyOf(whole, k), expected);
            assertThat(Arrays.copyOfRange(whole, k, k + m)).as(what).isDeepEqualTo(expected);
            boolean[] present = losses(k + m, random.nextInt(m + 1), random);
            long[][] shards = damaged(whole, present, random);
            ErasureCode.of(k, m).reconstruct(shards, present);
            assertThat(shards).as(what + " present " + Arrays.toString(present)).isDeepEqualTo(whole);
        }
    }

    @Test
    void shardsOfManyBlocksReconstruct() {
        SplittableRandom random = new SplittableRandom(3);
        for (int words : new int[] {1_023, 1_024, 1_025, 5_000}) {
            long[][] whole = encoded(8, 3, words, random);
            long[][] expected = new long[3][words];
            new BitwiseCode(8, 3).encode(Arrays.copyOf(whole, 8), expected);
            assertThat(Arrays.copyOfRange(whole, 8, 11)).as("%d words", words).isDeepEqualTo(expected);
            for (int lost : new int[] {0b111, 0b10000000011, 0b1000000011, 0b11100000000, 0b100010001}) {
                loseAndReconstruct(8, 3, whole, lost);
            }
        }
    }

    @Test
    void theFirstAndLastOf255DataShardsReconstructFromAnyTwoRows() {
        SplittableRandom random = new SplittableRandom(4);
        long[][] whole = encoded(255, 3, 9, random);
        for (int lostRow = 0; lostRow < 3; lostRow++) {
            boolean[] present = new boolean[258];
            Arrays.fill(present, true);
            present[0] = false;
            present[254] = false;
            present[255 + lostRow] = false;
            long[][] shards = damaged(whole, present, random);
            ErasureCode.of(255, 3).reconstruct(shards, present);
            assertThat(shards).as("row %d lost", lostRow).isDeepEqualTo(whole);
        }
    }

    @Test
    void reconstructingDataLeavesMissingParityAlone() {
        SplittableRandom random = new SplittableRandom(5);
        for (int lostRow = 0; lostRow < 3; lostRow++) {
            long[][] whole = encoded(5, 3, 11, random);
            boolean[] present = {true, false, true, true, false, true, true, true};
            present[5 + lostRow] = false;
            long[][] shards = whole.clone();
            shards[1] = null;
            shards[4] = null;
            shards[5 + lostRow] = null;
            ErasureCode.of(5, 3).reconstructData(shards, present);
            assertThat(Arrays.copyOf(shards, 5)).isDeepEqualTo(Arrays.copyOf(whole, 5));
            assertThat(shards[5 + lostRow]).isNull();
        }
    }

    @Test
    void presentShardsAndFlagsAreOnlyRead() {
        SplittableRandom random = new SplittableRandom(6);
        long[][] whole = encoded(4, 3, 70, random);
        boolean[] present = {false, true, false, true, true, true, false};
        boolean[] flags = present.clone();
        long[][] shards = damaged(whole, present, random);
        long[][] same = shards.clone();
        ErasureCode.of(4, 3).reconstruct(shards, present);
        assertThat(present).isEqualTo(flags);
        for (int i = 0; i < shards.length; i++) {
            if (same[i] != null) {
                assertThat(shards[i]).as("array %d", i).isSameAs(same[i]);
            }
        }
        assertThat(shards).isDeepEqualTo(whole);
    }

    @Test
    void numbersOutOfRangeAreRefusedWithValueAndLimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErasureCode.of(0, 1))
                .withMessageContaining("HF1001 0 ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErasureCode.of(256, 1))
                .withMessageContaining("HF1001 256 ")
                .withMessageContaining("1 to 255");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErasureCode.of(1, -1))
                .withMessageContaining("HF1002 -1 ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErasureCode.of(1, 4))
                .withMessageContaining("HF1002 4 ")
                .withMessageContaining("0 to 3");
    }

    @Test
    void wrongNumbersOfShardsAreRefused() {
        ErasureCode code = ErasureCode.of(2, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> code.encode(new long[3][1], new long[1][1]))
                .withMessageContaining("HF1004 3 shards given as data: this code has 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> code.encode(new long[2][1], new long[2][1]))
                .withMessageContaining("HF1004 2 shards given as parity: this code has 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> code.reconstruct(new long[2][1], new boolean[3]))
                .withMessageContaining("HF1004 2 ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> code.reconstruct(new long[3][1], new boolean[2]))
                .withMessageContaining("HF1004 2 ");
    }

    @Test
    void shardsOfDifferentLengthsAreRefused() {
        ErasureCode code = ErasureCode.of(2, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> code.encode(new long[][] {{1}, {1, 2}}, new long[1][1]))
                .withMessageContaining("HF1005 shard 1 has 2 words");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> code.encode(new long[2][1], new long[1][2]))
                .withMessageContaining("HF1005 shard 0 has 2 words");
        long[][] shards = {{1}, {2, 3}, null};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> code.reconstruct(shards, new boolean[] {true, true, false}))
                .withMessageContaining("HF1005 shard 1 has 2 words");
        assertThat(shards[2]).isNull();
    }

    private static boolean[] losses(int shards, int lost, SplittableRandom random) {
        boolean[] present = new boolean[shards];
        Arrays.fill(present, true);
        for (int i = 0; i < lost; i++) {
            present[random.nextInt(shards)] = false;
        }
        return present;
    }

    /** A copy in which what is not present is either null or garbage. */
    private static long[][] damaged(long[][] whole, boolean[] present, SplittableRandom random) {
        long[][] shards = new long[whole.length][];
        for (int i = 0; i < whole.length; i++) {
            if (present[i]) {
                shards[i] = whole[i].clone();
            } else if (random.nextBoolean()) {
                shards[i] = new long[whole[i].length];
                Arrays.setAll(shards[i], w -> random.nextLong());
            }
        }
        return shards;
    }
}
