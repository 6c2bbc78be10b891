// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.holdfast.core.port.ClusterView;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

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

    /** Returns when every view shows all members with their slots, and all backups are in place. */
    void settle() {
        Waiting.until(
                "the cluster is at rest",
                () -> instances.get(0).getPartitionService().isClusterSafe()
                        && grids.stream()
                                .allMatch(
                                        grid -> isComplete(grid.grid().cluster().view())));
    }

    private boolean isComplete(ClusterView view) {
        return view.members().size() == instances.size()
                && view.members().stream().allMatch(member -> !member.storesData() || view.slotCountOf(member.id()) > 0)
                && IntStream.range(0, view.slotCount())
                        .allMatch(slot -> view.keeper(slot).isPresent());
    }

    /** Ends all at once. */
    @Override
    public void close() {
        grids.forEach(HazelcastGrid::close);
        instances.forEach(instance -> instance.getLifecycleService().terminate());
    }
}
