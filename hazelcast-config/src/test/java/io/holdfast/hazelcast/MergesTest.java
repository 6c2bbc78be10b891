// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MergesTest {

    private final HazelcastInstance instance = Hazelcast.newHazelcastInstance(alone());

    private static Config alone() {
        Config config = new Config();
        config.setClusterName("merges-" + ProcessHandle.current().pid());
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        return config;
    }

    @AfterEach
    void end() {
        instance.getLifecycleService().terminate();
    }

    @Test
    void whoComesBackIsNotTrustedUntilAMomentAfter() {
        try (Merges merges = new Merges(instance)) {
            assertThat(merges.isRecent()).isFalse();
            merges.changed(new LifecycleEvent(LifecycleState.MERGING));
            assertThat(merges.isRecent()).isTrue();
            merges.changed(new LifecycleEvent(LifecycleState.MERGED));
            assertThat(merges.isRecent()).isTrue();
        }
    }
}
