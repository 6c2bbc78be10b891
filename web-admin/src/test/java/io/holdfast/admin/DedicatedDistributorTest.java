// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.DistributorSettings;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.checkpoint.RemoteStriping;
import io.holdfast.core.checkpoint.StripingOffers;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.Mail.Address;
import io.holdfast.core.recovery.Recovery;
import io.holdfast.hazelcast.GridSettings;
import io.holdfast.hazelcast.HazelcastGrid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three members that keep data and one that does not, in this process. */
class DedicatedDistributorTest {

    private static final int FIRST_PORT = 8100;

    private final String name = "dedicated-" + UUID.randomUUID();
    private final List<HazelcastInstance> instances = new ArrayList<>();
    private final List<HazelcastGrid> grids = new ArrayList<>();

    @AfterEach
    void end() {
        grids.forEach(HazelcastGrid::close);
        instances.forEach(instance -> instance.getLifecycleService().terminate());
    }

    @Test
    void aLiteMemberStripesForOthersAndItsEndIsNoneOfTheirs() throws Exception {
        HazelcastGrid owner = join(false);
        HazelcastGrid backup = join(false);
        join(false);
        HazelcastGrid lite = join(true);
        assertThat(DedicatedDistributor.on(backup)).isEmpty();
        DedicatedDistributor dedicated = DedicatedDistributor.on(lite).orElseThrow();
        String self = owner.grid().cluster().view().self();
        StripingOffers offers = new StripingOffers(
                owner.directory(), owner.grid().cluster(), StripingOffers.DEDICATED, Optional.empty());
        until("the offer is known", () -> {
            offers.refresh();
            return !offers.all().isEmpty();
        });
        until(
                "all members keep slots",
                () -> owner.grid().cluster().view().backupsOf(self).size() == 2);
        try (RemoteStriping remote = new RemoteStriping(
                        owner.grid(), owner.mail(), new Address(self, "answers"), offers::all, Duration.ofSeconds(5));
                Distributor distributor =
                        new Distributor(owner.grid(), DistributorSettings.DEFAULTS, Optional.of(remote))) {
            CheckpointId id = new CheckpointId("shop", "cart");
            OwnedCheckpoint owned = OwnedCheckpoint.fresh(id, self, 2, 1);
            commit(distributor, owned, bytes(1));
            assertThat(dedicated.striped()).isEqualTo(1);
            assertThat(remote.helped()).isEqualTo(1);
            assertThat(read(backup, id)).isEqualTo(bytes(1));
            OwnedCheckpoint again = OwnedCheckpoint.fresh(new CheckpointId("shop", "other"), self, 2, 1);
            dedicated.close();
            instances.get(3).getLifecycleService().terminate();
            commit(distributor, again, bytes(2));
            assertThat(read(backup, again.id())).isEqualTo(bytes(2));
            assertThat(remote.helped()).isEqualTo(1);
        }
    }

    private static void commit(Distributor distributor, OwnedCheckpoint owned, byte[] state) throws Exception {
        distributor.commit(owned, "java", state).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static byte[] read(HazelcastGrid grid, CheckpointId id) throws Exception {
        Recovery recovery = new Recovery(grid.grid());
        OwnedCheckpoint claimed = recovery.claim(id, any -> true)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .orElseThrow();
        return recovery.reassemble(claimed)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .state();
    }

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[100_000];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private HazelcastGrid join(boolean lite) {
        Config config = new Config().setClusterName(name).setLiteMember(lite);
        config.setProperty("hazelcast.logging.type", "jdk");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.getNetworkConfig().setPort(FIRST_PORT).setPortAutoIncrement(true).setPortCount(100);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        instances.forEach(running -> join.getTcpIpConfig()
                .addMember("127.0.0.1:"
                        + running.getCluster().getLocalMember().getAddress().getPort()));
        HazelcastInstance instance = Hazelcast.newHazelcastInstance(config);
        instances.add(instance);
        HazelcastGrid grid = HazelcastGrid.over(instance, GridSettings.defaults());
        grids.add(grid);
        return grid;
    }
}
