// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.map.LocalMapStats;
import io.holdfast.hazelcast.GridSettings;
import io.holdfast.hazelcast.HazelcastGrid;
import io.holdfast.hazelcast.StorageFigures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What runs in the process of a member: a line says what to do, the answer is a line for each figure and then DONE. */
public final class MemberMain {

    static final String DONE = "DONE";
    static final String FAILED = "FAILED";

    /** The map beside: an ordinary one with two backups. */
    static final String PEER = "bench-peer";

    static final int BACKUPS = 2;

    private static final long SETTLED_WITHIN_NANOS = 60_000_000_000L;

    private final HazelcastGrid grid;
    private final HazelcastInstance instance;
    private final IMap<String, byte[]> peer;
    private final SessionLoad load;
    private final RecoveryLoad recovery;

    private MemberMain(HazelcastGrid grid) {
        this.grid = grid;
        instance = Hazelcast.getAllHazelcastInstances().iterator().next();
        instance.getConfig()
                .addMapConfig(new MapConfig(PEER)
                        .setInMemoryFormat(InMemoryFormat.BINARY)
                        .setBackupCount(BACKUPS));
        peer = instance.getMap(PEER);
        load = new SessionLoad(grid.grid(), peer);
        recovery = new RecoveryLoad(grid.grid(), load);
    }

    /** Runs until its input ends, which it does with the process that started it. */
    public static void main(String[] arguments) throws IOException {
        Logger.getLogger("").setLevel(Level.SEVERE);
        PrintStream out = System.out;
        MemberMain member = new MemberMain(HazelcastGrid.join(
                GridSettings.defaults().withManifestBackups(BACKUPS).withMemberName(arguments[0])));
        out.println(DONE);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try {
                member.work(line.split(" ")).forEach((name, figure) -> out.println(name + " " + figure));
                out.println(DONE);
            } catch (Exception e) {
                e.printStackTrace();
                out.println(FAILED + " " + e);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private Map<String, Double> work(String[] word) throws Exception {
        return switch (word[0]) {
            case "settle" -> settle(Integer.parseInt(word[1]));
            case "latency" ->
                load.latency(
                        Integer.parseInt(word[1]),
                        Change.valueOf(word[2]),
                        Integer.parseInt(word[3]),
                        Integer.parseInt(word[4]));
            case "throughput" ->
                load.throughput(
                        Integer.parseInt(word[1]),
                        Change.valueOf(word[2]),
                        Integer.parseInt(word[3]),
                        Integer.parseInt(word[4]));
            case "fill" -> load.fill(word[1], Integer.parseInt(word[2]), Integer.parseInt(word[3]));
            case "end" -> load.end();
            case "storage" -> storage();
            case "watch" -> recovery.watch();
            case "recovered" -> recovery.recovered();
            case "protect" -> recovery.protect();
            default -> throw new IllegalArgumentException("cannot " + word[0]);
        };
    }

    private Map<String, Double> settle(int members) throws InterruptedException {
        long until = System.nanoTime() + SETTLED_WITHIN_NANOS;
        while (!isSettled(members)) {
            if (System.nanoTime() - until >= 0) {
                throw new IllegalStateException("the cluster of " + members + " does not come to rest: "
                        + grid.grid().cluster().view().members());
            }
            Thread.sleep(10);
        }
        return Map.of();
    }

    private boolean isSettled(int members) {
        var view = grid.grid().cluster().view();
        return view.members().size() == members
                && view.members().stream().allMatch(member -> view.slotCountOf(member.id()) > 0)
                && instance.getPartitionService().isClusterSafe();
    }

    private Map<String, Double> storage() {
        StorageFigures figures = grid.storage();
        LocalMapStats stats = peer.getLocalMapStats();
        Map<String, Double> bytes = new TreeMap<>();
        bytes.put("fragments", (double) figures.fragments().bytes());
        bytes.put("manifests", (double) figures.manifests().bytes());
        bytes.put("fragment_entries", (double) figures.fragments().entries());
        bytes.put("peer", (double) (stats.getOwnedEntryMemoryCost() + stats.getBackupEntryMemoryCost()));
        return bytes;
    }
}
