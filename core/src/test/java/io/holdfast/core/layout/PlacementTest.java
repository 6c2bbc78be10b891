// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PlacementTest {

    private static final int SLOTS = 271;

    @Test
    void fragmentsGoToDistinctMembersAndNeverToTheProductionMember() {
        for (int members = 2; members <= 12; members++) {
            ClusterView view = view(members, i -> "d" + i);
            for (int width = 1; width < members; width++) {
                Scheme scheme = new Scheme(width, 0, 1);
                for (int number = 0; number < 25; number++) {
                    List<String> keepers = keepers(view, Placement.place(view, "m1", cart(number), scheme));
                    assertThat(keepers)
                            .doesNotHaveDuplicates()
                            .doesNotContain("m1")
                            .hasSize(width);
                }
            }
        }
    }

    @Test
    void aSchemeWiderThanTheBackupsIsRefusedWithTheCure() {
        ClusterView view = view(4, i -> "d" + i);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Placement.place(view, "m0", cart(0), Scheme.parity(3, 1)))
                .withMessageStartingWith("HF1015 scheme 3+1 needs 4 members besides the production member; 3 are there")
                .withMessageContaining("Add members");
    }

    @Test
    void aMemberThatStoresNoDataGetsNoFragment() {
        List<Member> members = List.of(member("m0", "a"), member("m1", "b"), new Member("lite", "lite", "c", false));
        ClusterView view = new ClusterView("m0", members, keepers(List.of("m0", "m1")));
        assertThat(keepers(view, Placement.place(view, "m0", cart(0), Scheme.mirror(1))))
                .containsExactly("m1");
        assertThat(keepers(view, Placement.place(view, "lite", cart(0), Scheme.mirror(2))))
                .containsExactlyInAnyOrder("m0", "m1");
    }

    @Test
    void aMemberAloneKeepsTheOnlyFragmentItself() {
        ClusterView alone = view(1, i -> "d");
        assertThat(keepers(alone, Placement.place(alone, "m0", cart(0), Scheme.mirror(1))))
                .containsExactly("m0");
        assertThatIllegalArgumentException().isThrownBy(() -> Placement.place(alone, "m0", cart(0), Scheme.mirror(2)));
        ClusterView lite =
                new ClusterView("m0", List.of(new Member("m0", "m0", "d", false)), Collections.nCopies(9, null));
        assertThatIllegalArgumentException().isThrownBy(() -> Placement.place(lite, "m0", cart(0), Scheme.mirror(1)));
    }

    @Test
    void noFailureDomainGetsASecondFragmentWhileAnotherHasNone() {
        ClusterView view = view(9, i -> "zone" + i % 3);
        for (int number = 0; number < 150; number++) {
            // the production member m0 is in zone0: two of zone0, three each of the others are free
            List<String> three = keepers(view, Placement.place(view, "m0", cart(number), Scheme.parity(2, 1)));
            assertThat(domains(view, three)).doesNotContainEntry("zone1", 3).doesNotContainEntry("zone2", 3);
            assertThat(domains(view, three).getOrDefault("zone0", 0)).isLessThanOrEqualTo(1);
            List<String> two = keepers(view, Placement.place(view, "m0", cart(number), Scheme.mirror(2)));
            assertThat(domains(view, two).keySet()).containsExactlyInAnyOrder("zone1", "zone2");
            List<String> six = keepers(view, Placement.place(view, "m0", cart(number), Scheme.parity(5, 1)));
            assertThat(domains(view, six).values()).allMatch(count -> count <= 3);
        }
        ClusterView wide = view(12, i -> "zone" + i % 6);
        for (int number = 0; number < 150; number++) {
            List<String> keepers = keepers(wide, Placement.place(wide, "m0", cart(number), Scheme.parity(4, 1)));
            assertThat(domains(wide, keepers)).hasSize(5).doesNotContainKey("zone0");
        }
    }

    @Test
    void placementIsAFunctionOfItsArguments() {
        ClusterView view = view(7, i -> "d" + i);
        ClusterView elsewhere = new ClusterView("m5", view.members(), keepersOf(view));
        for (int number = 0; number < 100; number++) {
            int[] slots = Placement.place(view, "m2", cart(number), Scheme.parity(4, 1));
            assertThat(Placement.place(elsewhere, "m2", cart(number), Scheme.parity(4, 1)))
                    .isEqualTo(slots);
        }
        List<Member> reversed = new ArrayList<>(view.members());
        Collections.reverse(reversed);
        ClusterView other = new ClusterView("m0", reversed, keepersOf(view));
        assertThat(Placement.place(other, "m2", cart(1), Scheme.parity(4, 1)))
                .isEqualTo(Placement.place(view, "m2", cart(1), Scheme.parity(4, 1)));
    }

    @Test
    void fragmentsSlotsAndParityAreSpreadEvenlyOverManyCheckpoints() {
        ClusterView view = view(7, i -> "d" + i);
        Scheme scheme = Scheme.parity(4, 1);
        int checkpoints = 6000;
        Map<String, Integer> fragments = new HashMap<>();
        Map<String, Integer> parity = new HashMap<>();
        Set<Integer> slots = new HashSet<>();
        for (int number = 0; number < checkpoints; number++) {
            int[] placed = Placement.place(view, "m0", cart(number), scheme);
            List<String> keepers = keepers(view, placed);
            keepers.forEach(keeper -> fragments.merge(keeper, 1, Integer::sum));
            parity.merge(keepers.get(4), 1, Integer::sum);
            Arrays.stream(placed).forEach(slots::add);
        }
        assertThat(fragments).hasSize(6);
        assertThat(fragments.values()).allMatch(count -> Math.abs(count - 5000) < 250);
        assertThat(parity).hasSize(6);
        assertThat(parity.values()).allMatch(count -> Math.abs(count - 1000) < 150);
        int backupSlots = SLOTS - view.slotCountOf("m0");
        assertThat(slots).hasSize(backupSlots);
    }

    @Test
    void aGroupHoldsWhereItWasPlaced() {
        for (int members = 1; members <= 8; members++) {
            ClusterView view = view(members, i -> "d" + i);
            Scheme scheme = Scheme.mirror(Math.max(1, Math.min(members - 1, 7)));
            for (int number = 0; number < 50; number++) {
                Group group = placed(scheme, Placement.place(view, "m0", cart(number), scheme));
                assertThat(Placement.holds(view, "m0", group)).isTrue();
            }
        }
    }

    @Test
    void aGroupHoldsWhereItWasPlacedHoweverTheDomainsAreCut() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int domains = 1 + random.nextInt(5);
            ClusterView view = view(2 + random.nextInt(10), i -> "d" + (i < domains ? i : random.nextInt(domains)));
            Scheme scheme = Scheme.parity(1 + random.nextInt(view.members().size() - 1), 0);
            Group group = placed(scheme, Placement.place(view, "m1", cart(random.nextInt(99)), scheme));
            assertThat(Placement.holds(view, "m1", group)).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void aGroupDoesNotHoldWithTwoFragmentsInOneDomainWhileAnotherHasNone() {
        // m0 and m3 are in zone0, m1 and m4 in zone1, m2 and m5 in zone2
        ClusterView view = view(6, i -> "zone" + i % 3);
        assertThat(Placement.holds(view, "m0", on(view, "m1", "m2"))).isTrue();
        assertThat(Placement.holds(view, "m0", on(view, "m1", "m4"))).isFalse();
        assertThat(Placement.holds(view, "m0", on(view, "m1", "m3")))
                .as("with the bean")
                .isFalse();
        assertThat(Placement.holds(view, "m0", on(view, "m1", "m2", "m4"))).isTrue();
        assertThat(Placement.holds(view, "m0", on(view, "m1", "m2", "m4", "m3")))
                .isTrue();
        assertThat(Placement.holds(view, "gone", on(view, "m1", "m4", "m0"))).isFalse();
        ClusterView host = view(4, i -> "host");
        assertThat(Placement.holds(host, "m0", on(host, "m1", "m2", "m3")))
                .as("there is one only")
                .isTrue();
    }

    private static Group on(ClusterView view, String... members) {
        int[] slots = Arrays.stream(members)
                .mapToInt(member -> view.slotOf(member, 0))
                .toArray();
        return placed(Scheme.mirror(members.length), slots);
    }

    @Test
    void aGroupDoesNotHoldWithTwoFragmentsOnOneMember() {
        ClusterView view = view(4, i -> "d" + i);
        int first = view.slotOf("m1", 0);
        assertThat(Placement.holds(view, "m0", placed(Scheme.mirror(2), first, view.slotOf("m2", 0))))
                .isTrue();
        assertThat(Placement.holds(view, "m0", placed(Scheme.mirror(2), first, view.slotOf("m1", 1))))
                .isFalse();
    }

    @Test
    void aGroupDoesNotHoldWithAFragmentOnTheProductionMember() {
        ClusterView view = view(4, i -> "d" + i);
        Group group = placed(Scheme.mirror(2), view.slotOf("m1", 0), view.slotOf("m0", 0));
        assertThat(Placement.holds(view, "m0", group)).isFalse();
        assertThat(Placement.holds(view, "m3", group)).isTrue();
        ClusterView two = view(2, i -> "d" + i);
        assertThat(Placement.holds(two, "m0", placed(Scheme.mirror(1), two.slotOf("m0", 0))))
                .isFalse();
    }

    @Test
    void aGroupDoesNotHoldWithAFragmentThatNobodyKeeps() {
        ClusterView view = new ClusterView(
                "m0", List.of(member("m0", "a"), member("m1", "b")), Arrays.asList("m0", "m1", null, "gone"));
        assertThat(Placement.holds(view, "m0", placed(Scheme.mirror(1), 1))).isTrue();
        assertThat(Placement.holds(view, "m0", placed(Scheme.mirror(1), 2))).isFalse();
        assertThat(Placement.holds(view, "m0", placed(Scheme.mirror(1), 3))).isFalse();
        assertThat(Placement.holds(view, "m0", placed(Scheme.mirror(1), 99))).isFalse();
    }

    private static ClusterView view(int members, IntFunction<String> domain) {
        List<Member> list = IntStream.range(0, members)
                .mapToObj(i -> member("m" + i, domain.apply(i)))
                .toList();
        return new ClusterView("m0", list, keepers(list.stream().map(Member::id).toList()));
    }

    private static List<String> keepers(List<String> ids) {
        return IntStream.range(0, SLOTS)
                .mapToObj(slot -> ids.get(slot % ids.size()))
                .toList();
    }

    private static List<String> keepersOf(ClusterView view) {
        return IntStream.range(0, SLOTS)
                .mapToObj(slot -> view.keeper(slot).orElseThrow().id())
                .toList();
    }

    private static Member member(String id, String domain) {
        return new Member(id, id, domain, true);
    }

    private static CheckpointId cart(int number) {
        return new CheckpointId("shop", "cart" + number);
    }

    private static Group placed(Scheme scheme, int... slots) {
        return new Group(new GroupId(new Version(1, 1), 0), new Digest(1, 2), 100, scheme, slots);
    }

    private static List<String> keepers(ClusterView view, int[] slots) {
        return Arrays.stream(slots)
                .mapToObj(slot -> view.keeper(slot).orElseThrow().id())
                .toList();
    }

    private static Map<String, Integer> domains(ClusterView view, List<String> members) {
        Map<String, Integer> counts = new HashMap<>();
        members.forEach(id -> counts.merge(view.member(id).orElseThrow().domain(), 1, Integer::sum));
        return counts;
    }
}
