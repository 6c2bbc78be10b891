// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Members of a real cluster on loopback, in this process. */
final class Members implements AutoCloseable {

    private static final int FIRST_PORT = 17_900;

    private final String name = "test-" + UUID.randomUUID();
    private final List<HazelcastInstance> instances = new ArrayList<>();

    /** Starts one more, with the partition count of the tests. */
    HazelcastInstance start() {
        return start(new Config());
    }

    HazelcastInstance start(Config config) {
        config.setClusterName(name);
        config.setProperty("hazelcast.logging.type", "jdk");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.getNetworkConfig().setPort(FIRST_PORT).setPortAutoIncrement(true).setPortCount(100);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true);
        instances.forEach(running -> config.getNetworkConfig()
                .getJoin()
                .getTcpIpConfig()
                .addMember("127.0.0.1:"
                        + running.getCluster().getLocalMember().getAddress().getPort()));
        config.getIntegrityCheckerConfig().setEnabled(false);
        HazelcastInstance instance = Hazelcast.newHazelcastInstance(config);
        instances.add(instance);
        return instance;
    }

    /** Ends all at once. */
    @Override
    public void close() {
        instances.forEach(instance -> instance.getLifecycleService().terminate());
    }
}
