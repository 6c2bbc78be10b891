// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench.call;

import io.holdfast.testsuite.cluster.ClusterPlan;
import io.holdfast.testsuite.cluster.MicroCluster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Three Payara Micro members with both applications, and Payara's own availability on, as it is by default. */
public final class CallCluster implements AutoCloseable {

    private static final int MEMBERS = 3;

    private final Path directory;
    private final MicroCluster cluster;
    private final Map<String, CallClients> clients = new HashMap<>();

    /** Starts it; takes a minute or two. */
    public CallCluster() throws IOException {
        Path root = Path.of(System.getProperty("holdfast.bench.results", "bench/results"))
                .toAbsolutePath()
                .getParent()
                .getParent();
        Path target = root.resolve("testsuite/target");
        directory = Files.createTempDirectory("holdfast-call");
        String here = CallCluster.class.getPackageName();
        List<Path> wars = List.of(
                CallWar.write(
                        directory.resolve("holdfast-call.war"),
                        List.of(here + ".app", here + ".holdfast"),
                        target.resolve("wars/shop.war")),
                CallWar.write(directory.resolve("payara-call.war"), List.of(here + ".app", here + ".payara"), null));
        cluster = new MicroCluster(new ClusterPlan(
                        MEMBERS,
                        target.resolve("payara-micro.jar"),
                        directory.resolve("members"),
                        "/payara-call/api/basket",
                        wars)
                .jvmOptions("-Xmx512m")
                .payaraOptions(
                        "--hzconfigfile",
                        root.resolve("hazelcast-config/config/hazelcast-payara-micro-one-host.xml")
                                .toString())
                .bootCommand("set configs.config.server-config.availability-service.ejb-container-availability"
                        + ".availability-enabled=true")
                .startLimit(Duration.ofMinutes(8)));
        cluster.start();
    }

    /**
     * Lets clients call for so long.
     *
     * @param kind holdfast or payara
     * @return the milliseconds of each call, sorted
     */
    public double[] call(String kind, int number, int items, Duration duration) throws Exception {
        String key = kind + ' ' + number + ' ' + items;
        CallClients found = clients.get(key);
        if (found == null) {
            found = new CallClients(number, baskets(kind), items);
            clients.put(key, found);
        }
        return found.call(duration);
    }

    /**
     * Where the baskets are on each member.
     *
     * @param kind holdfast or payara
     */
    public List<URI> baskets(String kind) {
        return cluster.members().stream()
                .map(member -> member.uri().resolve("/" + kind + "-call/api/basket"))
                .toList();
    }

    /** Kills a member at once. */
    public void kill(int member) {
        cluster.members().get(member).kill9();
    }

    /** Starts a member again and waits until it is ready. */
    public void start(int member, Duration limit) {
        cluster.members().get(member).restart();
        cluster.members().get(member).waitUntilReady(limit);
    }

    @Override
    public void close() {
        clients.values().forEach(CallClients::close);
        cluster.close();
        cluster.deleteFiles();
    }
}
