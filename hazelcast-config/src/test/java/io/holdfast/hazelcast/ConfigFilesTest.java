// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.config.Config;
import com.hazelcast.config.InvalidConfigurationException;
import com.hazelcast.config.PartitionGroupConfig.MemberGroupType;
import com.hazelcast.config.XmlConfigBuilder;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.holdfast.core.id.CheckpointId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFilesTest {

    private static final String ONE_HOST = "hazelcast-payara-micro-one-host.xml";
    private static final String HOSTS = "hazelcast-payara-micro-hosts.xml";
    private static final String EMBEDDED = EmbeddedMember.FILE;

    private final Properties properties = new Properties();
    private final List<HazelcastInstance> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(instance -> instance.getLifecycleService().terminate());
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE_HOST, HOSTS, EMBEDDED})
    void threeMembersStartedFromAFileAreOneCluster(String file) {
        properties.setProperty("holdfast.grid.members", "127.0.0.1");
        for (int i = 0; i < 3; i++) {
            Config config = load(file);
            // The only change: not to meet what else runs on this machine.
            config.setClusterName("files-" + ProcessHandle.current().pid());
            started.add(Hazelcast.newHazelcastInstance(config));
        }
        Waiting.until("all see three", () -> started.stream()
                .allMatch(member -> member.getCluster().getMembers().size() == 3));
        assertThat(started).allSatisfy(member -> assertThat(
                        member.getCluster().getLocalMember().getAddress().getHost())
                .isEqualTo("127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE_HOST, EMBEDDED})
    void valuesHaveDefaultsAndSystemPropertiesWin(String file) {
        assertThat(load(file).getClusterName()).isEqualTo("holdfast");
        assertThat(load(file).getNetworkConfig().getPort()).isIn(6900, 7900);
        properties.setProperty("holdfast.grid.cluster", "other");
        properties.setProperty("holdfast.grid.port", "7300");
        assertThat(load(file).getClusterName()).isEqualTo("other");
        assertThat(load(file).getNetworkConfig().getPort()).isEqualTo(7300);
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE_HOST, EMBEDDED})
    void onOneHostManifestsHaveTheirCopies(String file) {
        properties.setProperty(
                "holdfast.grid.cluster", "copies-" + ProcessHandle.current().pid());
        HazelcastInstance one = start(file);
        HazelcastInstance two = start(file);
        Waiting.until(
                "both are one cluster at rest",
                () -> one.getCluster().getMembers().size() == 2
                        && two.getPartitionService().isClusterSafe());
        try (HazelcastGrid first = HazelcastGrid.over(one, GridSettings.defaults());
                HazelcastGrid second = HazelcastGrid.over(two, GridSettings.defaults())) {
            Waiting.until(
                    "slots are shared",
                    () -> !first.grid().manifests().keeper(id(0)).isEmpty());
            assertThat(first.warnings()).isEmpty();
            for (int i = 0; i < 20; i++) {
                Outcome.join(first.grid()
                        .manifests()
                        .compareAndSet(id(i), null, new byte[1])
                        .toCompletableFuture());
            }
            Waiting.until(
                    "each has a copy of each",
                    () -> first.storage().manifests().entries() == 20
                            && second.storage().manifests().entries() == 20);
        }
    }

    @Test
    void betweenHostsTheMembersMustBeSaid() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> load(HOSTS))
                .withMessageContaining("holdfast.grid.members");
    }

    @Test
    void betweenHostsCopiesAreOnDifferentHosts() {
        properties.setProperty("holdfast.grid.members", "10.0.0.11,10.0.0.12");
        Config config = load(HOSTS);
        assertThat(config.getPartitionGroupConfig().isEnabled()).isTrue();
        assertThat(config.getPartitionGroupConfig().getGroupType()).isEqualTo(MemberGroupType.HOST_AWARE);
        assertThat(config.getNetworkConfig().getJoin().getTcpIpConfig().getMembers())
                .containsExactly("10.0.0.11", "10.0.0.12");
        assertThat(config.getSplitBrainProtectionConfig(GridMaps.PROTECTION).isEnabled())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE_HOST, HOSTS, EMBEDDED})
    void nobodyIsSearchedForAndSigtermHandsOver(String file) {
        properties.setProperty("holdfast.grid.members", "127.0.0.1");
        Config config = load(file);
        assertThat(config.getNetworkConfig().getJoin().getMulticastConfig().isEnabled())
                .isFalse();
        assertThat(config.getNetworkConfig().getJoin().getAutoDetectionConfig().isEnabled())
                .isFalse();
        assertThat(config.getProperty("hazelcast.shutdownhook.policy")).isEqualTo("GRACEFUL");
    }

    /** Hazelcast asks the others as often as there are seconds here, nearly all at once; see the files. */
    @ParameterizedTest
    @ValueSource(strings = {ONE_HOST, HOSTS, EMBEDDED})
    void whoTakesOverFromAnEldestThatHangsGivesTheOthersTimeToNotice(String file) {
        properties.setProperty("holdfast.grid.members", "127.0.0.1");
        assertThat(Integer.parseInt(load(file).getProperty("hazelcast.mastership.claim.timeout.seconds")))
                .isGreaterThanOrEqualTo(25);
    }

    private HazelcastInstance start(String file) {
        HazelcastInstance instance = Hazelcast.newHazelcastInstance(load(file));
        started.add(instance);
        return instance;
    }

    private Config load(String file) {
        try (InputStream text = ConfigFilesTest.class.getClassLoader().getResourceAsStream(file)) {
            return new XmlConfigBuilder(text).setProperties(properties).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CheckpointId id(int i) {
        return new CheckpointId("shop", "s" + i);
    }
}
