// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

import static io.holdfast.core.port.Stages.await;
import static io.holdfast.core.port.Stages.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every cluster shows. Each test has a cluster of its own. */
public abstract class ClusterContract {

    /** Lets a member of that name join; returns when it is in. */
    protected abstract Grid join(String name);

    /** Ends a member without warning. */
    protected abstract void crash(Grid member);

    /** Lets a member leave and hand over what it keeps. */
    protected abstract void leave(Grid member);

    /** Returns when nothing moves any more and everything has the copies that it should have. */
    protected abstract void settle();

    @Test
    void aMemberAloneSeesItselfAndKeepsEverySlot() {
        Grid one = join("n1");
        until(
                "it keeps all slots",
                () -> slots(one, self(one)) == one.cluster().view().slotCount());
        assertThat(one.cluster().view().slotCount()).isPositive();
        assertThat(one.cluster().view().members()).hasSize(1);
        assertThat(one.cluster().view().backupsOf(self(one))).isEmpty();
    }

    @Test
    void allMembersSeeTheSameInTheSameOrder() {
        List<Grid> members = List.of(join("n1"), join("n2"), join("n3"));
        until("all see three with their names", () -> members.stream()
                .allMatch(member -> names(member).equals(List.of("n1", "n2", "n3"))));
        until("all have slots, and all agree", () -> members.stream()
                .allMatch(member -> balanced(member) && sameKeepers(member, members.get(0))));
        assertThat(members.stream().map(ClusterContract::self)).doesNotHaveDuplicates();
    }

    @Test
    void aViewDoesNotChange() {
        Grid one = join("n1");
        ClusterView before = one.cluster().view();
        Grid two = join("n2");
        until("the other is seen", () -> one.cluster().view().has(self(two)));
        assertThat(before.has(self(two))).isFalse();
    }

    @Test
    void aJoinIsToldWithTheViewsAroundIt() {
        Grid one = join("n1");
        List<Cluster.Change> changes = new CopyOnWriteArrayList<>();
        try (Cluster.Subscription subscription = one.cluster().onChange(changes::add)) {
            assertThat(subscription).isNotNull();
            Grid two = join("n2");
            until("it is told", () -> changes.stream()
                    .anyMatch(change -> joined(change).contains(self(two))));
            until("the views are settled", () -> balanced(one));
            assertThat(lost(changes)).isEmpty();
            assertChained(changes);
        }
    }

    @Test
    void aCrashIsToldWithTheSlotsThatWereLost() {
        Grid one = join("n1");
        Grid two = join("n2");
        Grid three = join("n3");
        settle();
        assertThat(balanced(one) && balanced(two) && balanced(three)).isTrue();
        List<Cluster.Change> changes = new CopyOnWriteArrayList<>();
        one.cluster().onChange(changes::add);
        Set<Integer> kept = new HashSet<>();
        for (int slot : one.cluster().view().slotsOf(self(two))) {
            kept.add(slot);
        }
        FragmentKey dies = fragment(kept.iterator().next());
        await(one.fragments().putAll(Map.of(dies, new byte[1])));
        String gone = self(two);
        crash(two);
        until("it is told", () -> changes.stream()
                .anyMatch(change -> left(change).contains(gone)));
        until("all slots have a keeper again", () -> balanced(one));
        assertThat(lost(changes)).containsAll(kept);
        assertChained(changes);
        assertThat(await(one.fragments().get(dies))).isEmpty();
    }

    @Test
    void whoLeavesHandsItsFragmentsOver() {
        Grid one = join("n1");
        Grid two = join("n2");
        until("both have slots", () -> balanced(one) && balanced(two));
        FragmentKey key = fragment(one.cluster().view().slotOf(self(two), 0));
        await(one.fragments().putAll(Map.of(key, new byte[] {7})));
        String gone = self(two);
        leave(two);
        until("it is gone", () -> !one.cluster().view().has(gone) && balanced(one));
        assertThat(await(one.fragments().get(key))).hasValue(new byte[] {7});
    }

    @Test
    void manifestsSurviveACrash() {
        Grid one = join("n1");
        Grid two = join("n2");
        settle();
        CheckpointId id = new CheckpointId("contract", "s1");
        assertThat(await(one.manifests().compareAndSet(id, null, new byte[] {9})))
                .isTrue();
        crash(one.manifests().keeper(id).orElseThrow().equals(self(one)) ? one : two);
        Grid other = join("n3");
        assertThat(await(other.manifests().get(id))).hasValue(new byte[] {9});
    }

    @Test
    void afterItsEndASubscriptionIsSilentAndOthersAreNot() {
        Grid one = join("n1");
        AtomicInteger ended = new AtomicInteger();
        List<Cluster.Change> changes = new CopyOnWriteArrayList<>();
        Cluster.Subscription subscription = one.cluster().onChange(change -> ended.incrementAndGet());
        one.cluster().onChange(changes::add);
        subscription.close();
        subscription.close();
        Grid two = join("n2");
        until("it is told", () -> changes.stream()
                .anyMatch(change -> joined(change).contains(self(two))));
        assertThat(ended).hasValue(0);
    }

    private static FragmentKey fragment(int slot) {
        return new FragmentKey(new CheckpointId("contract", "s1"), new GroupId(new Version(1, 1), 0), 0, slot);
    }

    /** Each change begins with what the one before ended with. */
    private static void assertChained(List<Cluster.Change> changes) {
        for (int i = 1; i < changes.size(); i++) {
            assertThat(ids(changes.get(i).before()))
                    .isEqualTo(ids(changes.get(i - 1).after()));
        }
    }

    private static boolean balanced(Grid member) {
        ClusterView view = member.cluster().view();
        int kept = view.members().stream()
                .mapToInt(each -> view.slotCountOf(each.id()))
                .sum();
        return kept == view.slotCount() && view.members().stream().allMatch(each -> view.slotCountOf(each.id()) > 0);
    }

    private static boolean sameKeepers(Grid a, Grid b) {
        ClusterView first = a.cluster().view();
        ClusterView second = b.cluster().view();
        for (int slot = 0; slot < first.slotCount(); slot++) {
            if (!first.keeper(slot).map(Member::id).equals(second.keeper(slot).map(Member::id))) {
                return false;
            }
        }
        return true;
    }

    private static Set<Integer> lost(List<Cluster.Change> changes) {
        Set<Integer> all = new HashSet<>();
        changes.forEach(change -> all.addAll(change.lostSlots()));
        return all;
    }

    private static List<String> left(Cluster.Change change) {
        return change.left().stream().map(Member::id).toList();
    }

    private static List<String> joined(Cluster.Change change) {
        return change.joined().stream().map(Member::id).toList();
    }

    private static List<String> ids(ClusterView view) {
        return view.members().stream().map(Member::id).toList();
    }

    private static List<String> names(Grid member) {
        return member.cluster().view().members().stream().map(Member::name).toList();
    }

    private static int slots(Grid member, String id) {
        return member.cluster().view().slotCountOf(id);
    }

    private static String self(Grid member) {
        return member.cluster().view().self();
    }
}
