// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import com.hazelcast.config.Config;
import com.hazelcast.config.GlobalSerializerConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.ManifestFormat;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Placement;
import io.holdfast.core.layout.Scheme;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import io.holdfast.hazelcast.GridSettings;
import io.holdfast.hazelcast.HazelcastGrid;
import io.holdfast.testsuite.cluster.ClusterPlan;
import io.holdfast.testsuite.cluster.MicroCluster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A cluster with many sessions and one Payara Micro server with the console: six members, five of them in this process.
 * The sessions are manifests as a striped state has them; their fragments are not there, and a list does not read any.
 */
final class CensusCluster implements AutoCloseable {

    private static final int OTHERS = 5;
    private static final int GRID = 100; // from the first HTTP port to the first grid port
    private static final int AT_A_TIME = 500;

    private final Path directory = Files.createTempDirectory("holdfast-census");
    private final String password = UUID.randomUUID().toString();
    private final List<HazelcastInstance> instances = new ArrayList<>();
    private final MicroCluster server;
    private final HazelcastGrid grid;

    /** Starts all but the server. */
    CensusCluster() throws IOException {
        Path root = Path.of(System.getProperty("holdfast.bench.results", "bench/results"))
                .toAbsolutePath()
                .getParent()
                .getParent();
        Path target = root.resolve("testsuite/target");
        server = new MicroCluster(new ClusterPlan(
                        1,
                        target.resolve("payara-micro.jar"),
                        directory.resolve("members"),
                        "/holdfast/",
                        List.of(target.resolve("wars/holdfast.war")))
                .jvmOptions("-Xmx1g")
                .systemProperty("holdfast.grid.ports", Integer.toString(OTHERS + 1))
                .payaraOptions(
                        "--hzconfigfile",
                        root.resolve("hazelcast-config/config/hazelcast-payara-micro-one-host.xml")
                                .toString())
                .environment("HOLDFAST_CONSOLE_PASSWORD", password)
                .startLimit(Duration.ofMinutes(2)));
        for (int i = 1; i <= OTHERS; i++) {
            instances.add(Hazelcast.newHazelcastInstance(config(i)));
        }
        List<HazelcastGrid> grids = new ArrayList<>();
        for (HazelcastInstance instance : instances) {
            grids.add(HazelcastGrid.over(instance, GridSettings.defaults().withMemberName("n" + (grids.size() + 2))));
        }
        grid = grids.get(0);
    }

    private Config config(int number) {
        int first = server.firstPort() + GRID;
        Config config = new Config().setClusterName("holdfast-" + server.firstPort());
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.getSerializationConfig()
                .setGlobalSerializerConfig(new GlobalSerializerConfig()
                        .setImplementation(new PayaraSerializer())
                        .setOverrideJavaSerialization(true));
        config.getNetworkConfig().setPort(first + number).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        for (int member = 0; member <= OTHERS; member++) {
            join.getTcpIpConfig().addMember("127.0.0.1:" + (first + member));
        }
        return config;
    }

    /** Stores sessions of 64 KiB in four groups of 3+1 (one member, the server, is not there yet), owned by all members in turn. */
    void fill(int sessions) {
        List<CompletableFuture<Boolean>> written = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            written.add(write(i));
            if (written.size() == AT_A_TIME) {
                written.forEach(CompletableFuture::join);
                written.clear();
            }
        }
        written.forEach(CompletableFuture::join);
    }

    private CompletableFuture<Boolean> write(int number) {
        ClusterView view = grid.grid().cluster().view();
        List<Member> members = view.members();
        CheckpointId id = new CheckpointId("shop", "session-%06d-abcdefgh".formatted(number));
        String owner = members.get(number % members.size()).id();
        Scheme scheme = Scheme.parity(3, 1);
        int bytes = 65_536 - number % 1_000;
        List<Group> groups = new ArrayList<>();
        for (int ordinal = 0; ordinal < 4; ordinal++) {
            GroupId group = new GroupId(new Version(1, 1), ordinal);
            int[] slots = Placement.place(view, owner, id, scheme);
            int length = Math.min(16_384, bytes - ordinal * 16_384);
            groups.add(new Group(group, new Digest(number, ordinal), length, scheme, slots));
        }
        Layout layout = new Layout(new Version(1, 1), "java", "", bytes, new Digest(number, 1), groups, null);
        long at = 1_800_000_000_000L + number;
        Manifest manifest = new Manifest(id, new Version(1, 1), owner, 2, number, at, layout, null);
        return grid.grid()
                .manifests()
                .compareAndSet(id, null, ManifestFormat.encode(manifest))
                .toCompletableFuture();
    }

    /** Starts the server and waits until its console answers. */
    void startServer() {
        server.start();
    }

    /** Where the console is. */
    URI console() {
        return server.members().get(0).uri().resolve("/holdfast/");
    }

    /** Of the user admin. */
    String password() {
        return password;
    }

    @Override
    public void close() {
        server.close();
        instances.forEach(instance -> instance.getLifecycleService().terminate());
        server.deleteFiles();
    }
}
