// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.memory.Ensemble;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PieceTest {

    @Test
    void whateverHappenedToTheStateItIsCutAsIfThereHadBeenNoneBefore() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] state = Ensemble.bytes(seed, random.nextInt(400_000));
            List<Piece> pieces = cut(state, List.of(), 0);
            for (int step = 0; step < 6; step++) {
                int sealing = random.nextInt(2) * 28;
                List<Group> before = groups(pieces, sealing);
                state = changed(state, random);
                pieces = cut(state, before, sealing);
                assertThat(pieces.stream().mapToInt(piece -> piece.from() + piece.length()))
                        .as("seed %d, step %d", seed, step)
                        .containsExactly(
                                Arrays.stream(Cutter.cut(state)).boxed().toArray(Integer[]::new));
                for (Piece piece : pieces) {
                    assertThat(piece.digest()).isEqualTo(Digest.of(state, piece.from(), piece.length()));
                }
            }
        }
    }

    @Test
    void aStateThatDidNotChangeIsDigestedOnceAndNotSearched() {
        byte[] state = Ensemble.bytes(1, 1 << 20);
        List<Group> before = groups(cut(state, List.of(), 0), 0);
        int[] digested = new int[1];
        Piece.cut(state, before, 0, (from, length) -> {
            digested[0] += length;
            return Digest.of(state, from, length);
        });
        assertThat(digested[0]).isEqualTo(state.length);
    }

    @Test
    void aStateThatIsAllNewIsDigestedHardlyMoreThanOnce() {
        byte[] state = Ensemble.bytes(2, 1 << 20);
        List<Group> before = groups(cut(Ensemble.bytes(1, 1 << 20), List.of(), 0), 0);
        int[] digested = new int[1];
        Piece.cut(state, before, 0, (from, length) -> {
            digested[0] += length;
            return Digest.of(state, from, length);
        });
        assertThat(digested[0]).isLessThan(state.length + 8 * Cutter.MOST);
    }

    private static byte[] changed(byte[] state, SplittableRandom random) {
        int at = random.nextInt(state.length + 1);
        int cut = random.nextInt(3) == 0 ? random.nextInt(Math.min(50_000, state.length - at + 1)) : 0;
        byte[] put = Ensemble.bytes(random.nextInt(), random.nextInt(4) * random.nextInt(300) * random.nextInt(100));
        byte[] after = new byte[state.length - cut + put.length];
        System.arraycopy(state, 0, after, 0, at);
        System.arraycopy(put, 0, after, at, put.length);
        System.arraycopy(state, at + cut, after, at + put.length, state.length - at - cut);
        return after;
    }

    private static List<Piece> cut(byte[] state, List<Group> before, int sealing) {
        return Piece.cut(state, before, sealing, (from, length) -> Digest.of(state, from, length));
    }

    private static List<Group> groups(List<Piece> pieces, int sealing) {
        return pieces.stream()
                .map(piece -> new Group(
                        new GroupId(new Version(1, 1), 0),
                        piece.digest(),
                        piece.length() + sealing,
                        Scheme.mirror(1),
                        new int[] {0}))
                .toList();
    }
}
