// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.ClusterContract;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Member;
import io.holdfast.core.port.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MemoryClusterTest extends ClusterContract {

    private static final CheckpointId ID = new CheckpointId("shop", "cart");

    private final MemoryCluster cluster = new MemoryCluster(Ensemble.SLOTS, 3);

    @Override
    protected Grid join(String name) {
        return cluster.join(new Member("id-" + name, name, name, true));
    }

    @Override
    protected void crash(Grid member) {
        cluster.crash(member.cluster().view().self());
    }

    @Override
    protected void leave(Grid member) {
        cluster.leave(member.cluster().view().self());
    }

    @Override
    protected void settle() {
        // here everything has happened when a method returns
    }

    @Test
    void slotsHaveEqualSharesAfterEveryChange() {
        Grid one = join("n1");
        for (int i = 2; i <= 9; i++) {
            join("n" + i);
            assertEqualShares(one);
        }
        cluster.crash("id-n4");
        assertEqualShares(one);
        cluster.leave("id-n9");
        assertEqualShares(one);
    }

    private static void assertEqualShares(Grid grid) {
        ClusterView view = grid.cluster().view();
        int members = view.members().size();
        for (Member member : view.members()) {
            assertThat(view.slotCountOf(member.id()))
                    .as("%s of %d", member.id(), members)
                    .isBetween(Ensemble.SLOTS / members, (Ensemble.SLOTS + members - 1) / members);
        }
    }

    @Test
    void aMemberWithoutDataKeepsNothing() {
        Grid lite = cluster.join(new Member("lite", "lite", "lite", false));
        assertThat(lite.cluster().view().slotCountOf("lite")).isZero();
        assertThatThrownBy(() -> Ensemble.result(lite.fragments().putAll(Map.of(fragment(3), new byte[1]))))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageStartingWith("HF1401");
        Grid one = join("n1");
        assertThat(one.cluster().view().slotCountOf("id-n1")).isEqualTo(Ensemble.SLOTS);
        assertThat(lite.cluster().view().backupsOf("id-n1")).isEmpty();
    }

    @Test
    void aCrashTakesExactlyTheFragmentsOfItsSlots() {
        Grid one = join("n1");
        Grid two = join("n2");
        List<FragmentKey> keys = IntStream.range(0, Ensemble.SLOTS)
                .mapToObj(MemoryClusterTest::fragment)
                .toList();
        keys.forEach(key -> Ensemble.result(one.fragments().putAll(Map.of(key, new byte[1]))));
        List<FragmentKey> stay = one.fragments().local();
        List<FragmentKey> go = two.fragments().local();
        List<Cluster.Change> changes = new ArrayList<>();
        one.cluster().onChange(changes::add);
        crash(two);
        assertThat(cluster.fragmentKeys())
                .containsExactlyInAnyOrderElementsOf(stay)
                .doesNotContainAnyElementsOf(go);
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).lostSlots())
                .containsExactlyInAnyOrderElementsOf(
                        go.stream().map(FragmentKey::slot).toList());
        assertThat(changes.get(0).left()).extracting(Member::id).containsExactly("id-n2");
        assertThat(changes.get(0).joined()).isEmpty();
    }

    @Test
    void aListenerOfAMemberThatIsGoneIsNotCalled() {
        join("n1");
        Grid two = join("n2");
        AtomicInteger called = new AtomicInteger();
        two.cluster().onChange(change -> called.incrementAndGet());
        crash(two);
        join("n3");
        assertThat(called).hasValue(0);
    }

    @Test
    void changesThatHappenAtTheSameTimeAreToldOneByOneAndInOrder() {
        Grid one = join("n1");
        List<Set<Member>> seen = new ArrayList<>();
        AtomicBoolean inside = new AtomicBoolean();
        AtomicBoolean twoAtOnce = new AtomicBoolean();
        seen.add(Set.copyOf(one.cluster().view().members()));
        List<Set<Member>> unchained = new ArrayList<>();
        one.cluster().onChange(change -> {
            if (!inside.compareAndSet(false, true)) {
                twoAtOnce.set(true);
            }
            Set<Member> before = Set.copyOf(change.before().members());
            if (!before.equals(seen.get(seen.size() - 1))) {
                unchained.add(before);
            }
            seen.add(Set.copyOf(change.after().members()));
            inside.set(false);
        });
        List<CompletableFuture<Void>> threads = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int round = 0; round < 50; round++) {
                        cluster.leave(join("n" + thread + "-" + round)
                                .cluster()
                                .view()
                                .self());
                    }
                }))
                .toList();
        threads.forEach(CompletableFuture::join);
        assertThat(twoAtOnce).as("two calls at once").isFalse();
        assertThat(unchained)
                .as("changes that do not begin where the one before ended")
                .isEmpty();
        assertThat(seen).hasSize(401);
    }

    private static FragmentKey fragment(int slot) {
        return new FragmentKey(ID, new GroupId(new Version(1, 1), 0), slot, slot);
    }
}
