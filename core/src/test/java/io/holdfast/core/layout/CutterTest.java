// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.memory.Ensemble;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class CutterTest {

    private static final int MEBIBYTE = 1 << 20;

    @Test
    void anEmptyStateHasNoGroupAndASmallOneHasOne() {
        assertThat(Cutter.cut(new byte[0])).isEmpty();
        for (int length : new int[] {1, 8 * 1024, Cutter.WHOLE}) {
            assertThat(Cutter.cut(Ensemble.bytes(1, length))).containsExactly(length);
        }
        assertThat(Cutter.cut(Ensemble.bytes(1, Cutter.WHOLE + 1))).hasSizeGreaterThan(1);
    }

    @Test
    void groupsCoverTheStateWithinTheirBounds() {
        SplittableRandom lengths = new SplittableRandom(7);
        for (int seed = 0; seed < 100; seed++) {
            byte[] state = Ensemble.bytes(seed, Cutter.WHOLE + 1 + lengths.nextInt(500_000));
            check(state, "seed " + seed);
        }
        check(new byte[300_001], "zeros");
        byte[] ramp = new byte[300_001];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte) i;
        }
        check(ramp, "ramp");
    }

    private static void check(byte[] state, String what) {
        int from = 0;
        int[] ends = Cutter.cut(state);
        for (int i = 0; i < ends.length; i++) {
            int length = ends[i] - from;
            int least = i < ends.length - 1 ? Cutter.LEAST : 1;
            if (length < least || length > Cutter.MOST) {
                throw new AssertionError(what + ": group " + i + " has " + length + " bytes");
            }
            from = ends[i];
        }
        assertThat(from).as(what).isEqualTo(state.length);
    }

    @Test
    void groupsAreNearTheNormalSize() {
        int groups = 0;
        for (int seed = 0; seed < 20; seed++) {
            groups += Cutter.cut(Ensemble.bytes(seed, MEBIBYTE)).length;
        }
        assertThat(20 * MEBIBYTE / groups).isBetween(Cutter.NORMAL * 3 / 4, Cutter.NORMAL * 5 / 4);
    }

    @Test
    void anInsertionChangesFewGroupsWhereverItIs() {
        SplittableRandom random = new SplittableRandom(11);
        int most = 0;
        int sum = 0;
        for (int seed = 0; seed < 60; seed++) {
            byte[] state = Ensemble.bytes(seed, MEBIBYTE);
            int at = seed % 3 == 0 ? 0 : random.nextInt(MEBIBYTE);
            byte[] item = Ensemble.bytes(1000 + seed, 1 + random.nextInt(200));
            int changed = newGroups(state, inserted(state, at, item));
            most = Math.max(most, changed);
            sum += changed;
        }
        assertThat(most).isLessThanOrEqualTo(8);
        assertThat(sum).isLessThanOrEqualTo(60 * 2);
    }

    @Test
    void aChangedByteChangesFewGroups() {
        SplittableRandom random = new SplittableRandom(12);
        int sum = 0;
        for (int seed = 0; seed < 60; seed++) {
            byte[] state = Ensemble.bytes(seed, MEBIBYTE);
            byte[] changed = state.clone();
            changed[random.nextInt(MEBIBYTE)] ^= 1;
            sum += newGroups(state, changed);
        }
        assertThat(sum).isBetween(60, 60 * 3 / 2);
    }

    /** Groups are found again by later releases and on other members: the boundaries are part of the format. */
    @Test
    void theBoundariesAreTheSameOnEveryRunAndMember() {
        int[] ends = Cutter.cut(Ensemble.bytes(42, MEBIBYTE));
        ByteBuffer text = ByteBuffer.allocate(ends.length * 4);
        Arrays.stream(ends).forEach(text::putInt);
        assertThat(Digest.of(text.array())).hasToString("c63b8bae1ace7f8cd17cb6d8f3d40733");
    }

    private static byte[] inserted(byte[] state, int at, byte[] item) {
        byte[] longer = new byte[state.length + item.length];
        System.arraycopy(state, 0, longer, 0, at);
        System.arraycopy(item, 0, longer, at, item.length);
        System.arraycopy(state, at, longer, at + item.length, state.length - at);
        return longer;
    }

    private static int newGroups(byte[] before, byte[] after) {
        Set<Digest> added = digests(after);
        added.removeAll(digests(before));
        return added.size();
    }

    private static Set<Digest> digests(byte[] state) {
        Set<Digest> digests = new HashSet<>();
        int from = 0;
        for (int end : Cutter.cut(state)) {
            digests.add(Digest.of(state, from, end - from));
            from = end;
        }
        return digests;
    }
}
