// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A member with sessions is killed: how long until others have them again, step by step. */
final class RecoverySet implements BenchmarkSet {

    private static final int MEMBERS = 6;
    private static final long WITHIN_NANOS = 60_000_000_000L;

    private record Load(String name, int sessions, int bytes) {}

    @Override
    public void run(Effort effort, Results results) throws Exception {
        List<Load> loads = effort.choose(
                List.of(new Load("20x16KiB", 20, 16 << 10)),
                List.of(new Load("1000x16KiB", 1_000, 16 << 10), new Load("100x1MiB", 100, 1 << 20)),
                List.of(new Load("1000x16KiB", 1_000, 16 << 10), new Load("100x1MiB", 100, 1 << 20)));
        Plot plot = new Plot("Recovery of all sessions of a killed member", "ms after the membership event");
        for (int members : effort.choose(List.of(4), List.of(MEMBERS), List.of(3, 4, 5, MEMBERS, 7, 8))) {
            for (Load load : loads) {
                String place = members == MEMBERS
                        ? "recovery." + load.name()
                        : "recovery." + members + "_members." + load.name();
                kill(members, load, place, results);
                for (String step : List.of("claim_ms", "reassemble_ms", "ms", "reprotect_ms")) {
                    plot.bar(members + " members, " + load.name(), step, results.get(place + "." + step));
                }
            }
        }
        plot.write("recovery");
    }

    private static void kill(int members, Load load, String place, Results results) throws Exception {
        try (Processes cluster = new Processes(members)) {
            MemberProcess victim = cluster.member(members - 1);
            victim.ask("fill", "s", load.sessions(), load.bytes());
            cluster.sum("watch");
            cluster.members().remove(victim);
            long killed = victim.kill();
            double event = Double.MAX_VALUE;
            double claimed = 0;
            double reassembled = 0;
            double reactivated = 0;
            for (int count = 0; count < load.sessions(); ) {
                if (System.nanoTime() - killed > WITHIN_NANOS) {
                    throw new IllegalStateException(
                            "HF5206 only " + count + " of " + load.sessions() + " sessions were recovered");
                }
                Thread.sleep(100);
                count = 0;
                for (MemberProcess member : cluster.members()) {
                    Map<String, Double> answer = member.ask("recovered");
                    count += answer.get("count").intValue();
                    event = answer.get("event") > 0 ? Math.min(event, answer.get("event")) : event;
                    claimed = Math.max(claimed, answer.get("claimed"));
                    reassembled = Math.max(reassembled, answer.get("reassembled"));
                    reactivated = Math.max(reactivated, answer.get("reactivated"));
                }
            }
            results.put(place, "detect_ms", (event - killed) / 1e6);
            results.put(place, "claim_ms", (claimed - event) / 1e6);
            results.put(place, "reassemble_ms", (reassembled - event) / 1e6);
            results.put(place, "ms", (reactivated - event) / 1e6);
            protect(cluster, place, "reprotect_ms", "reprotected", load.sessions(), results);
            change(cluster, load, place, results);
        }
    }

    /** A member joins and leaves again. */
    private static void change(Processes cluster, Load load, String place, Results results) throws Exception {
        cluster.settle();
        protect(cluster, place, "settled_ms", "settled", load.sessions(), results);
        long begun = System.nanoTime();
        MemberProcess added = cluster.start();
        cluster.settle();
        results.put(place, "join_ms", (System.nanoTime() - begun) / 1e6);
        protect(cluster, place, "join_reprotect_ms", "join_reprotected", load.sessions(), results);
        begun = System.nanoTime();
        cluster.members().remove(added);
        added.leave();
        cluster.settle();
        results.put(place, "leave_ms", (System.nanoTime() - begun) / 1e6);
        protect(cluster, place, "leave_reprotect_ms", "leave_reprotected", load.sessions(), results);
    }

    private static void protect(
            Processes cluster, String place, String time, String part, int sessions, Results results)
            throws IOException {
        long begun = System.nanoTime();
        double count = cluster.sum("protect").getOrDefault("protected", 0.0);
        results.put(place, time, (System.nanoTime() - begun) / 1e6);
        results.put(place, part, count / sessions);
    }
}
