// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import com.hazelcast.config.Config;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * How long the console takes for many sessions on a real grid: six members in this process. Not a test: run it by hand,
 * with the number of sessions (default 100,000), and read what it prints.
 */
final class CensusMeasurement {

    private static final int MEMBERS = 6;
    private static final int ROUNDS = 9;

    private CensusMeasurement() {}

    /** Measures. */
    public static void main(String[] arguments) {
        int sessions = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
        List<HazelcastInstance> instances = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            instances.add(Hazelcast.newHazelcastInstance(config(i)));
        }
        List<HazelcastGrid> grids = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            grids.add(HazelcastGrid.over(
                    instances.get(i),
                    GridSettings.defaults().withMemberName("n" + (i + 1)).withZone("z" + i)));
        }
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            HazelcastGrid grid = grids.get(0);
            while (grid.grid().cluster().view().backupsOf("").size() < MEMBERS) {
                Thread.onSpinWait();
            }
            fill(grid, sessions);
            measure(grid, threads);
        } finally {
            threads.shutdownNow();
            instances.forEach(instance -> instance.getLifecycleService().terminate());
        }
    }

    private static Config config(int number) {
        Config config = new Config();
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.getNetworkConfig().setPort(17_700 + number).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).addMember("127.0.0.1:17700");
        return config;
    }

    /** Sessions of 64 KiB in four groups of 4+1, as six members have them. */
    private static void fill(HazelcastGrid grid, int sessions) {
        ClusterView view = grid.grid().cluster().view();
        List<Member> members = view.members();
        Scheme scheme = Scheme.parity(4, 1);
        List<CompletableFuture<Boolean>> written = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            CheckpointId id = new CheckpointId("shop", "session-%06d-abcdefgh".formatted(i));
            String owner = members.get(i % MEMBERS).id();
            int[] slots = Placement.place(view, owner, id, scheme);
            List<Group> groups = new ArrayList<>();
            for (int ordinal = 0; ordinal < 4; ordinal++) {
                GroupId group = new GroupId(new Version(1, 1), ordinal);
                groups.add(new Group(group, new Digest(i, ordinal), 16_384, scheme, slots));
            }
            Layout layout = new Layout(new Version(1, 1), "java", "", 65_536, new Digest(i, i), groups, null);
            byte[] bytes = ManifestFormat.encode(
                    new Manifest(id, new Version(1, 1), owner, 2, i, 1_800_000_000_000L + i, layout, null));
            written.add(grid.grid().manifests().compareAndSet(id, null, bytes).toCompletableFuture());
            if (written.size() == 500) {
                written.forEach(CompletableFuture::join);
                written.clear();
            }
        }
        written.forEach(CompletableFuture::join);
    }

    private static void measure(HazelcastGrid grid, ExecutorService threads) {
        ManifestSource source = new ManifestSource() {
            @Override
            public Map<CheckpointId, byte[]> in(int slot) {
                return grid.manifestsIn(slot);
            }

            @Override
            public Set<String> copiesIn(int slot) {
                return grid.copiesIn(slot);
            }
        };
        long before = used();
        Census census = new Census(grid.grid(), source);
        tell("first look", () -> census.look(threads));
        long kept = used() - before;
        for (int round = 0; round < ROUNDS; round++) {
            tell("later look", () -> census.look(threads));
            tell("first page, nothing computed before", () -> page(census, Map.of()));
            tell("the same page again", () -> page(census, Map.of()));
            tell("page sorted by size, descending", () -> page(census, Map.of("sort", "state", "order", "desc")));
            tell("page of a search", () -> page(census, Map.of("q", "4711")));
            Set<String> lost = Set.copyOf(grid.grid().cluster().view().members().stream()
                    .limit(3)
                    .map(Member::id)
                    .toList());
            tell(
                    "what if three were lost",
                    () -> WhatIf.of(grid.grid().cluster().view(), 3, census, source, lost));
        }
        System.out.printf(
                "%,d sessions, %,d lost of them if three members were, about %,d MB kept%n",
                census.take().sessions().size(),
                WhatIf.of(
                                grid.grid().cluster().view(),
                                3,
                                census,
                                source,
                                Set.copyOf(grid.grid().cluster().view().members().stream()
                                        .limit(3)
                                        .map(Member::id)
                                        .toList()))
                        .gone(),
                kept / 1_000_000);
    }

    private static int page(Census census, Map<String, String> asked) {
        Count count = census.take();
        count.totals();
        return count.find(SessionQuery.parse(name -> Optional.ofNullable(asked.get(name))))
                .subList(0, 10)
                .size();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void tell(String what, Runnable work) {
        long begun = System.nanoTime();
        work.run();
        System.out.printf("%-40s %6d ms%n", what, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }
}
