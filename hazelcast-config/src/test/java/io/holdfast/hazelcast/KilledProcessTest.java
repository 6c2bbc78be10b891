// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.core.HazelcastInstance;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.StoreException;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members in processes of their own, from the configuration file for one host, that are killed, frozen and ended. */
class KilledProcessTest {

    private static final int OTHERS = 3;

    private final List<MemberProcess> others = new ArrayList<>();
    private final List<Cluster.Change> changes = new CopyOnWriteArrayList<>();
    private HazelcastInstance instance;
    private HazelcastGrid own;
    private Grid grid;

    @BeforeEach
    void start() throws IOException {
        String cluster = "kill-test-" + ProcessHandle.current().pid();
        int port = freePort();
        System.setProperty("holdfast.grid.cluster", cluster);
        System.setProperty("holdfast.grid.port", Integer.toString(port));
        instance = MemberProcess.start();
        own = HazelcastGrid.over(instance, GridSettings.defaults().withMemberName("n1"));
        grid = own.grid();
        for (int i = 0; i < OTHERS; i++) {
            others.add(MemberProcess.start("n" + (i + 2), cluster, port));
        }
        for (MemberProcess other : others) {
            other.await();
        }
        settle(OTHERS + 1);
        grid.cluster().onChange(changes::add);
    }

    @AfterEach
    void end() {
        others.forEach(MemberProcess::close);
        own.close();
        instance.getLifecycleService().terminate();
        System.clearProperty("holdfast.grid.cluster");
        System.clearProperty("holdfast.grid.port");
    }

    @Test
    void twoKillsInARowLoseTheFragmentsOfTheKilledAndNothingElse() throws InterruptedException {
        Map<FragmentKey, byte[]> fragments = fragmentsInEverySlot();
        Outcome.join(grid.fragments().putAll(fragments).toCompletableFuture());
        Map<CheckpointId, byte[]> manifests = manifests(60);
        for (MemberProcess victim : List.of(others.get(0), others.get(2))) {
            changes.clear();
            Set<Integer> kept = slotsOf(victim);
            victim.kill();
            Waiting.until("the loss is told", () -> changes.stream().anyMatch(change -> change.left().stream()
                    .anyMatch(member -> member.id().equals(victim.id()))));
            Waiting.until(
                    "every slot has a keeper", () -> isComplete(grid.cluster().view()));
            assertThat(lost()).containsAll(kept);
            fragments.keySet().removeIf(key -> kept.contains(key.slot()));
            manifests.forEach((id, bytes) -> assertThat(
                            Outcome.join(grid.manifests().get(id).toCompletableFuture()))
                    .hasValue(bytes));
            manifests.replaceAll(this::replaced);
            settle(grid.cluster().view().members().size());
        }
        for (FragmentKey key : fragmentsInEverySlot().keySet()) {
            assertThat(Outcome.join(grid.fragments().get(key).toCompletableFuture())
                            .isPresent())
                    .as("fragment in slot %d", key.slot())
                    .isEqualTo(fragments.containsKey(key));
        }
    }

    @Test
    void aWriteWhoseBackupDoesNotAnswerIsNotReportedAsDone() throws IOException, InterruptedException {
        Map<CheckpointId, byte[]> manifests = manifests(60);
        MemberProcess frozen = others.get(0);
        frozen.freeze();
        // One of 60 is kept here and has a backup there, and one is kept there: the outcome of both is unknown.
        Map<Boolean, List<CheckpointId>> kept =
                new HashMap<>(Map.of(true, new ArrayList<>(), false, new ArrayList<>()));
        manifests.forEach((id, bytes) -> kept.get(
                        grid.manifests().keeper(id).orElseThrow().equals(frozen.id()))
                .add(id));
        List<CheckpointId> unknown = new ArrayList<>();
        kept.get(false).stream()
                .map(id -> Map.entry(
                        id,
                        grid.manifests()
                                .compareAndSet(id, manifests.get(id), new byte[] {2})
                                .toCompletableFuture()))
                .toList()
                .forEach(sent -> {
                    try {
                        assertThat(Outcome.join(sent.getValue())).isTrue();
                    } catch (StoreException.Unknown e) {
                        unknown.add(sent.getKey());
                    }
                });
        assertThat(unknown).isNotEmpty();
        CheckpointId there = kept.get(true).get(0);
        assertThatExceptionOfType(StoreException.Unknown.class)
                .isThrownBy(() -> Outcome.join(grid.manifests()
                        .compareAndSet(there, manifests.get(there), new byte[] {2})
                        .toCompletableFuture()));
        frozen.kill();
        Waiting.until("it is gone", () -> !grid.cluster().view().has(frozen.id()));
        for (CheckpointId id : unknown) {
            assertThat(Outcome.join(grid.manifests().get(id).toCompletableFuture()))
                    .hasValue(new byte[] {2});
        }
    }

    @Test
    void aMemberThatIsEndedHandsItsFragmentsOver() throws IOException, InterruptedException {
        Map<FragmentKey, byte[]> fragments = fragmentsInEverySlot();
        Outcome.join(grid.fragments().putAll(fragments).toCompletableFuture());
        MemberProcess leaver = others.get(1);
        leaver.terminate();
        Waiting.until("it is gone", () -> !grid.cluster().view().has(leaver.id()));
        fragments.forEach((key, bytes) -> assertThat(
                        Outcome.join(grid.fragments().get(key).toCompletableFuture()))
                .hasValue(bytes));
    }

    private byte[] replaced(CheckpointId id, byte[] standing) {
        byte[] next = new byte[] {(byte) (standing[0] + 1)};
        try {
            assertThat(Outcome.join(
                            grid.manifests().compareAndSet(id, standing, next).toCompletableFuture()))
                    .isTrue();
        } catch (StoreException.Unknown e) {
            // Its backup is being moved: read back, as core does.
            assertThat(Outcome.join(grid.manifests().get(id).toCompletableFuture()))
                    .hasValue(next);
        }
        return next;
    }

    private Map<CheckpointId, byte[]> manifests(int count) {
        Map<CheckpointId, byte[]> manifests = new HashMap<>();
        for (int i = 0; i < count; i++) {
            CheckpointId id = new CheckpointId("shop", "s" + i);
            byte[] bytes = {1};
            assertThat(Outcome.join(
                            grid.manifests().compareAndSet(id, null, bytes).toCompletableFuture()))
                    .isTrue();
            manifests.put(id, bytes);
        }
        return manifests;
    }

    private Map<FragmentKey, byte[]> fragmentsInEverySlot() {
        Map<FragmentKey, byte[]> fragments = new HashMap<>();
        IntStream.range(0, grid.cluster().view().slotCount())
                .forEach(slot -> fragments.put(
                        new FragmentKey(new CheckpointId("shop", "s1"), new GroupId(new Version(1, 1), slot), 0, slot),
                        new byte[] {(byte) slot}));
        return fragments;
    }

    private Set<Integer> slotsOf(MemberProcess member) {
        Set<Integer> slots = new HashSet<>();
        for (int slot : grid.cluster().view().slotsOf(member.id())) {
            slots.add(slot);
        }
        return slots;
    }

    private Set<Integer> lost() {
        Set<Integer> lost = new HashSet<>();
        changes.forEach(change -> lost.addAll(change.lostSlots()));
        return lost;
    }

    private void settle(int members) {
        Waiting.until(
                "the cluster is at rest",
                () -> instance.getPartitionService().isClusterSafe()
                        && Members.isTrue(grid.cluster().view(), instance, members));
    }

    private static boolean isComplete(ClusterView view) {
        return IntStream.range(0, view.slotCount())
                .allMatch(slot -> view.keeper(slot).isPresent());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
