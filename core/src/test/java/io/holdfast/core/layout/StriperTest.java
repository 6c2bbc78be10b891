// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.memory.Ensemble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class StriperTest {

    private static final int[] LENGTHS = {1, 7, 8, 9, 4095, 4096, 4097, (16 << 10) + 3};

    private final Striper striper = new Striper();

    @Test
    void everySchemeWithUpToEightDataSurvivesEveryLossWithinItsParity() {
        int patterns = 0;
        for (int data = 1; data <= 8; data++) {
            for (int parity = 0; parity <= 3; parity++) {
                for (int copies = 1; copies <= 2; copies++) {
                    patterns += everyLoss(new Scheme(data, parity, copies));
                }
            }
        }
        // sum over k = 1..8, m = 0..3 of the patterns with up to m of k + m lost; twice, for the copies
        assertThat(patterns).isEqualTo(2 * 1062);
    }

    private int everyLoss(Scheme scheme) {
        int patterns = 0;
        for (int length : LENGTHS) {
            byte[] state = Ensemble.bytes(31L * length + scheme.width(), length);
            byte[][] whole = striper.divide(state, 0, length, scheme, 40);
            patterns = 0;
            for (int lost = 0; lost < 1 << scheme.width(); lost++) {
                if (Integer.bitCount(lost) <= scheme.parity()) {
                    patterns++;
                    loseAndJoin(whole, lost, scheme, state);
                }
            }
        }
        return patterns;
    }

    private void loseAndJoin(byte[][] whole, int lost, Scheme scheme, byte[] state) {
        byte[][] parts = whole.clone();
        for (int i = 0; i < parts.length; i++) {
            if ((lost >>> i & 1) != 0) {
                parts[i] = null;
            }
        }
        byte[] joined = new byte[state.length];
        striper.join(parts, 40, state.length, scheme, joined, 0);
        if (!Arrays.equals(joined, state)) {
            throw new AssertionError(scheme + ", " + state.length + " bytes, lost " + Integer.toBinaryString(lost));
        }
    }

    @Test
    void dataPartsAreTheBytesThemselvesPaddedWithZeros() {
        byte[] state = Ensemble.bytes(1, 100);
        byte[][] parts = striper.divide(state, 10, 21, Scheme.parity(2, 1), 4);
        assertThat(parts).hasDimensions(3, 4 + 16);
        assertThat(Arrays.copyOfRange(parts[0], 4, 20)).isEqualTo(Arrays.copyOfRange(state, 10, 26));
        assertThat(Arrays.copyOfRange(parts[1], 4, 9)).isEqualTo(Arrays.copyOfRange(state, 26, 31));
        assertThat(Arrays.copyOfRange(parts[1], 9, 20)).containsOnly(0);
        for (int i = 4; i < 20; i++) {
            assertThat(parts[2][i]).isEqualTo((byte) (parts[0][i] ^ parts[1][i]));
        }
        for (byte[] part : parts) {
            assertThat(Arrays.copyOf(part, 4)).as("the header is left free").containsOnly(0);
        }
    }

    @Test
    void aGroupIsTakenFromAndPutInTheMiddleOfAState() {
        byte[] state = Ensemble.bytes(2, 50_000);
        Scheme scheme = Scheme.parity(3, 2);
        byte[][] parts = striper.divide(state, 12_345, 20_001, scheme, 0);
        parts[0] = null;
        parts[2] = null;
        byte[] target = state.clone();
        Arrays.fill(target, 12_345, 12_345 + 20_001, (byte) 0x55);
        striper.join(parts, 0, 20_001, scheme, target, 12_345);
        assertThat(target).isEqualTo(state);
    }

    @Test
    void joiningChangesNoPart() {
        byte[] state = Ensemble.bytes(3, 30_000);
        Scheme scheme = Scheme.parity(4, 2);
        byte[][] parts = striper.divide(state, 0, state.length, scheme, 8);
        parts[1] = null;
        parts[4] = null;
        byte[][] before = Arrays.stream(parts)
                .map(part -> part == null ? null : part.clone())
                .toArray(byte[][]::new);
        striper.join(parts, 8, state.length, scheme, new byte[state.length], 0);
        assertThat(parts).isDeepEqualTo(before);
    }

    @Test
    void oneStriperServesManyThreads() {
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int seed = t;
            threads.add(CompletableFuture.runAsync(() -> {
                for (int round = 0; round < 200; round++) {
                    Scheme scheme = Scheme.parity(1 + (round + seed) % 14, 1 + round % 3);
                    byte[] state = Ensemble.bytes(1000L * seed + round, 1 + round * 97);
                    byte[][] parts = striper.divide(state, 0, state.length, scheme, 0);
                    parts[round % scheme.data()] = null;
                    byte[] joined = new byte[state.length];
                    striper.join(parts, 0, state.length, scheme, joined, 0);
                    assertThat(joined).isEqualTo(state);
                }
            }));
        }
        threads.forEach(CompletableFuture::join);
    }
}
