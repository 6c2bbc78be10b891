// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.hazelcast.config.Config;
import com.hazelcast.config.PartitionGroupConfig.MemberGroupType;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.HazelcastInstance;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Member;
import io.holdfast.core.port.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HazelcastGridTest {

    private static final CheckpointId ID = new CheckpointId("shop", "s1");
    private static final GridSettings SETTINGS = GridSettings.defaults();

    private final Members members = new Members();

    @AfterEach
    void end() {
        members.close();
    }

    @Test
    void eachFragmentIsInTheMemoryOfTheMemberThatPlacementChose() {
        HazelcastGrid one = members.join("n1");
        HazelcastGrid two = members.join("n2");
        members.settle();
        FragmentKey key = fragmentAt(one.grid().cluster().view(), two);
        byte[] bytes = new byte[10_000];
        one.grid().fragments().putAll(Map.of(key, bytes)).toCompletableFuture().join();
        assertThat(one.storage().fragments()).isEqualTo(new StorageFigures.Kept(0, 0));
        assertThat(two.storage().fragments().entries()).isEqualTo(1);
        assertThat(two.storage().fragments().bytes()).isBetween(10_000L, 10_400L);
    }

    @Test
    void aManifestIsInTheMemoryOfAllMembersThatMirrorIt() {
        HazelcastGrid one = members.join("n1");
        HazelcastGrid two = members.join("n2");
        members.settle();
        one.grid()
                .manifests()
                .compareAndSet(ID, null, new byte[5_000])
                .toCompletableFuture()
                .join();
        for (HazelcastGrid grid : List.of(one, two)) {
            assertThat(grid.storage().manifests().entries()).isEqualTo(1);
            assertThat(grid.storage().manifests().bytes()).isBetween(5_000L, 5_400L);
        }
    }

    @Test
    void theDomainIsTheZoneElseTheHost() {
        HazelcastGrid one = members.join(members.start(new Config()), SETTINGS.withZone("east"));
        members.join(members.start(new Config()), SETTINGS);
        Config withAttribute = new Config();
        withAttribute.getMemberAttributeConfig().setAttribute("hazelcast.partition.group.zone", "west");
        withAttribute.getMemberAttributeConfig().setAttribute("holdfast.member.name", "n3");
        members.join(members.start(withAttribute), SETTINGS.withZone("not this").withMemberName("not this"));
        Waiting.until("all labels are known", () -> domains(one).equals(List.of("east", "127.0.0.1", "west")));
        List<Member> seen = one.grid().cluster().view().members();
        assertThat(seen.get(0).name()).startsWith("127.0.0.1:");
        assertThat(seen.get(2).name()).isEqualTo("n3");
    }

    @Test
    void twoApplicationsOnOneMemberShareItsName() {
        HazelcastInstance instance = members.start(new Config());
        members.join(instance, SETTINGS.withMemberName("n1"));
        HazelcastGrid second = members.join(instance, SETTINGS);
        HazelcastGrid elsewhere = members.join("n2");
        for (HazelcastGrid grid : List.of(second, elsewhere)) {
            Waiting.until("it knows the name", () -> names(grid).get(0).equals("n1"));
        }
    }

    @Test
    void aLiteMemberStoresNothing() {
        HazelcastGrid one = members.join("n1");
        HazelcastGrid lite = members.join(members.start(new Config().setLiteMember(true)), SETTINGS);
        ClusterView view = lite.grid().cluster().view();
        assertThat(view.member(view.self()).orElseThrow().storesData()).isFalse();
        Waiting.until(
                "the other is a backup of the lite one",
                () -> lite.grid().cluster().view().backupsOf(view.self()).size() == 1);
        assertThat(one.grid().cluster().view().backupsOf("nobody")).hasSize(1);
        Grid grid = lite.grid();
        assertThat(grid.manifests()
                        .compareAndSet(ID, null, new byte[1])
                        .toCompletableFuture()
                        .join())
                .isTrue();
        assertThat(grid.manifests().local()).isEmpty();
    }

    @Test
    void whereNobodyStoresDataAWriteIsRefused() {
        HazelcastGrid lite = members.join(members.start(new Config().setLiteMember(true)), SETTINGS);
        assertThatExceptionOfType(StoreException.Refused.class)
                .isThrownBy(() -> Outcome.join(lite.grid()
                        .manifests()
                        .compareAndSet(ID, null, new byte[1])
                        .toCompletableFuture()))
                .withMessageContaining("HF2020");
    }

    @Test
    void joiningTwiceOnOneMemberIsAccepted() {
        HazelcastInstance instance = members.start(new Config());
        members.join(instance, SETTINGS);
        HazelcastGrid again = members.join(instance, SETTINGS);
        assertThat(again.grid().manifests().copies()).isEqualTo(3);
    }

    @Test
    void anotherNumberOfCopiesThanTheOthersHaveIsRefused() {
        members.join("n1");
        HazelcastInstance second = members.start(new Config());
        assertThatIllegalStateException()
                .isThrownBy(() -> members.join(second, SETTINGS.withManifestBackups(1)))
                .withMessageStartingWith("HF2010 map holdfast-manifests")
                .withMessageContaining("1 here");
    }

    @Test
    void inTooSmallAPartOfTheClusterNothingIsCommitted() {
        HazelcastGrid one = members.join(members.start(protectedConfig()), SETTINGS);
        HazelcastInstance second = members.start(protectedConfig());
        members.join(second, SETTINGS);
        members.settle();
        Grid grid = one.grid();
        assertThat(grid.manifests()
                        .compareAndSet(ID, null, new byte[1])
                        .toCompletableFuture()
                        .join())
                .isTrue();
        second.getLifecycleService().terminate();
        Waiting.until("the other is gone", () -> grid.cluster().view().members().size() == 1);
        List<StoreException> failures = new ArrayList<>();
        Waiting.until("Hazelcast has noticed it too", () -> {
            failures.add(catchThrowableOfType(
                    StoreException.class,
                    () -> Outcome.join(grid.manifests()
                            .compareAndSet(ID, new byte[1], new byte[2])
                            .toCompletableFuture())));
            return failures.get(failures.size() - 1) instanceof StoreException.Refused;
        });
        assertThat(failures.remove(failures.size() - 1)).hasMessageContaining("HF2020");
        assertThat(failures).as("before, it was done and is not believed").allSatisfy(failure -> assertThat(failure)
                .isInstanceOf(StoreException.Unknown.class)
                .hasMessageContaining("HF2024"));
    }

    @Test
    void afterTheEndOfTheMemberEverythingIsRefused() {
        HazelcastInstance instance = members.start(new Config());
        HazelcastGrid grid = members.join(instance, SETTINGS.withTimeLimit(Duration.ofSeconds(30)));
        FragmentKey key = fragmentAt(grid.grid().cluster().view(), grid);
        grid.signals().onSignal(message -> {});
        instance.getLifecycleService().terminate();
        Grid ports = grid.grid();
        assertThatExceptionOfType(StoreException.Refused.class)
                .isThrownBy(() -> grid.directory().put("a", "b"))
                .withMessageContaining("HF2020");
        for (var stage : List.of(
                ports.fragments().putAll(Map.of(key, new byte[1])),
                ports.fragments().get(key),
                ports.manifests().get(ID),
                ports.manifests().compareAndSet(ID, null, new byte[1]))) {
            assertThatExceptionOfType(StoreException.Refused.class)
                    .isThrownBy(() -> Outcome.join(stage.toCompletableFuture()))
                    .withMessageContaining("HF2020");
        }
        grid.close();
        Waiting.until("its threads end", () -> ownThreads().isEmpty());
    }

    @Test
    void aServersMemberGoesOnAfterTheEndAndNothingOfOursStays() {
        HazelcastInstance instance = members.start(new Config());
        HazelcastGrid grid = HazelcastGrid.over(instance, SETTINGS);
        List<Cluster.Change> changes = new CopyOnWriteArrayList<>();
        grid.grid().cluster().onChange(changes::add);
        grid.signals().onSignal(message -> {});
        assertThat(grid.grid().manifests().all()).isEmpty();
        assertThat(ownThreads()).isNotEmpty();
        grid.close();
        grid.close();
        Waiting.until("its threads end", () -> ownThreads().isEmpty());
        members.start(new Config());
        assertThat(instance.getLifecycleService().isRunning()).isTrue();
        assertThat(instance.getCluster().getMembers()).hasSize(2);
        assertThat(changes).isEmpty();
    }

    @Test
    void aServerThatDropsWhatItKeepsOnSigtermIsWarnedOf() {
        HazelcastGrid bad = members.join(members.start(new Config()), SETTINGS);
        HazelcastGrid good = members.join(
                members.start(new Config().setProperty("hazelcast.shutdownhook.policy", "GRACEFUL")), SETTINGS);
        assertThat(bad.warnings()).singleElement().asString().startsWith("HF2040");
        assertThat(good.warnings()).isEmpty();
    }

    @Test
    void hostAwareGroupsOnOneHostAreWarnedOf() {
        HazelcastGrid one = members.join(members.start(hostAware()), SETTINGS);
        assertThat(one.warnings()).isEmpty();
        members.join(members.start(hostAware()), SETTINGS);
        assertThat(one.warnings())
                .singleElement()
                .asString()
                .startsWith("HF2041")
                .contains("2 members")
                .contains("1 host")
                .contains("--nohostaware");
    }

    private static Config hostAware() {
        Config config = new Config().setProperty("hazelcast.shutdownhook.policy", "GRACEFUL");
        config.getPartitionGroupConfig().setEnabled(true).setGroupType(MemberGroupType.HOST_AWARE);
        return config;
    }

    private static Config protectedConfig() {
        return new Config().addSplitBrainProtectionConfig(new SplitBrainProtectionConfig(GridMaps.PROTECTION, true, 2));
    }

    private static FragmentKey fragmentAt(ClusterView view, HazelcastGrid keeper) {
        int slot = view.slotOf(keeper.grid().cluster().view().self(), 0);
        return new FragmentKey(ID, new GroupId(new Version(1, 1), 0), 0, slot);
    }

    private static List<String> domains(HazelcastGrid grid) {
        return grid.grid().cluster().view().members().stream()
                .map(Member::domain)
                .toList();
    }

    private static List<String> names(HazelcastGrid grid) {
        return grid.grid().cluster().view().members().stream().map(Member::name).toList();
    }

    private static List<Thread> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("holdfast"))
                .filter(Thread::isAlive)
                .toList();
    }
}
