// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.holdfast.core.port.ClusterView;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Members of one real cluster on loopback, in this process. */
final class Members implements AutoCloseable {

    private static final int FIRST_PORT = 17_900;

    private final String cluster = "test-" + UUID.randomUUID();
    private final List<HazelcastInstance> instances = new ArrayList<>();
    private final List<HazelcastGrid> grids = new ArrayList<>();

    /** Starts a member and joins it as Holdfast. */
    HazelcastGrid join(String name) {
        return join(start(new Config()), GridSettings.defaults().withMemberName(name));
    }

    /** Joins a member as Holdfast. */
    HazelcastGrid join(HazelcastInstance instance, GridSettings settings) {
        HazelcastGrid grid = HazelcastGrid.over(instance, settings);
        grids.add(grid);
        return grid;
    }

    /** Starts a member with more than the usual configuration. */
    HazelcastInstance start(Config config) {
        config.setClusterName(cluster);
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
        for (HazelcastInstance running : instances) {
            if (running.getLifecycleService().isRunning()) {
                int port = running.getCluster().getLocalMember().getAddress().getPort();
                join.getTcpIpConfig().addMember("127.0.0.1:" + port);
            }
        }
        HazelcastInstance instance = Hazelcast.newHazelcastInstance(config);
        instances.add(instance);
        return instance;
    }

    /** The running instance of that id. */
    HazelcastInstance instance(String id) {
        return instances.stream()
                .filter(instance -> instance.getLifecycleService().isRunning())
                .filter(instance -> id.equals(
                        instance.getCluster().getLocalMember().getUuid().toString()))
                .findFirst()
                .orElseThrow();
    }

    /** Returns when nothing moves, every view is true, and all backups are in place. */
    void settle() {
        Waiting.until(
                "the cluster is at rest",
                () -> instances.get(0).getPartitionService().isClusterSafe()
                        && grids.stream()
                                .allMatch(grid ->
                                        isTrue(grid.grid().cluster().view(), instances.get(0), instances.size())));
    }

    /** Whether the view shows so many members, all with slots, and the keepers that Hazelcast has. */
    static boolean isTrue(ClusterView view, HazelcastInstance instance, int members) {
        return view.members().size() == members
                && view.members().stream().allMatch(member -> !member.storesData() || view.slotCountOf(member.id()) > 0)
                && instance.getPartitionService().getPartitions().stream().allMatch(partition -> {
                    Member owner = partition.getOwner();
                    return owner != null
                            && view.keeper(partition.getPartitionId())
                                    .filter(keeper ->
                                            keeper.id().equals(owner.getUuid().toString()))
                                    .isPresent();
                });
    }

    /** Ends all at once. */
    @Override
    public void close() {
        grids.forEach(HazelcastGrid::close);
        instances.forEach(instance -> instance.getLifecycleService().terminate());
    }
}
