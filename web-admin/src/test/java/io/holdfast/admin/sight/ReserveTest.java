// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Scheme;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReserveTest {

    private static final int MEMBERS = 7;
    private static final List<String> IDS =
            IntStream.range(0, MEMBERS).mapToObj(i -> "m" + i).toList();

    /** Slot i is kept by member i. */
    private static final ClusterView VIEW = new ClusterView(
            "m0", IDS.stream().map(id -> new Member(id, id, id, true)).toList(), IDS);

    @Test
    void aGroupSpreadOverMembersOfTheirOwnLosesAsManyAsItsSchemeSays() {
        assertThat(reserve(Scheme.parity(4, 1), 1, 2, 3, 4, 5)).isEqualTo(2);
        assertThat(reserve(Scheme.parity(3, 2), 1, 2, 3, 4, 5)).isEqualTo(3);
        assertThat(reserve(Scheme.parity(3, 0), 1, 2, 3)).isEqualTo(1);
        assertThat(reserve(Scheme.mirror(3), 1, 2, 3)).isEqualTo(3);
        assertThat(reserve(new Scheme(2, 1, 2), 1, 2, 3, 4, 5, 6)).isEqualTo(4);
    }

    @Test
    void twoFragmentsOnOneMemberAreLostTogether() {
        assertThat(reserve(Scheme.parity(3, 1), 1, 1, 2, 3)).isEqualTo(1);
        assertThat(reserve(Scheme.mirror(2), 1, 1)).isEqualTo(1);
    }

    @Test
    void whatTheProductionMemberKeepsDoesNotCount() {
        assertThat(reserve(Scheme.parity(3, 1), 0, 1, 2, 3)).isEqualTo(1);
        assertThat(reserve(Scheme.mirror(1), 0)).isZero();
    }

    @Test
    void agreesWithEveryLossTriedOneByOne() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            Scheme scheme = new Scheme(1 + random.nextInt(4), random.nextInt(3), 1 + random.nextInt(2));
            int[] slots = random.ints(scheme.fragments(), 0, MEMBERS).toArray();
            Set<Integer> missing = new HashSet<>();
            while (random.nextInt(3) == 0) {
                missing.add(random.nextInt(scheme.fragments()));
            }
            Group group = group(scheme, slots);
            Evidence evidence = (any, index) -> missing.contains(index) ? FragmentSight.MISSING : FragmentSight.VALID;
            assertThat(reserve(group, evidence))
                    .as("seed %d, round %d: %s at %s without %s", seed, round, scheme, Arrays.toString(slots), missing)
                    .isEqualTo(bruteForce(group, missing));
        }
    }

    /** The size of the smallest set of members whose loss, with m0's, leaves too few parts. */
    private static int bruteForce(Group group, Set<Integer> missing) {
        int smallest = MEMBERS;
        for (int lost = 0; lost < 1 << MEMBERS; lost += 2) { // m0 is lost anyway and not counted
            Set<Integer> parts = new HashSet<>();
            for (int index = 0; index < group.scheme().fragments(); index++) {
                int member = group.slot(index);
                if (!missing.contains(index) && member != 0 && (lost >> member & 1) == 0) {
                    parts.add(index % group.scheme().width());
                }
            }
            if (parts.size() < group.scheme().data()) {
                smallest = Math.min(smallest, Integer.bitCount(lost));
            }
        }
        return smallest;
    }

    private static int reserve(Scheme scheme, int... slots) {
        return reserve(group(scheme, slots), (group, index) -> FragmentSight.VALID);
    }

    private static int reserve(Group group, Evidence evidence) {
        return new Reserve(VIEW, "m0", evidence, EnumSet.of(FragmentSight.VALID)).of(group);
    }

    private static Group group(Scheme scheme, int... slots) {
        return new Group(new GroupId(new Version(1, 1), 0), new Digest(1, 2), 100, scheme, slots);
    }
}
