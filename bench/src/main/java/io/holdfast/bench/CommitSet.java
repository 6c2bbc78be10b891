// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Commits on six member processes beside {@code IMap.set} with two synchronous backups, by turns in one run. */
final class CommitSet implements BenchmarkSet {

    static final int WRITERS = 8;

    private static final int MEMBERS = 6;
    private static final Map<Integer, String> SIZES = new LinkedHashMap<>();

    static {
        SIZES.put(1 << 10, "1KiB");
        SIZES.put(8 << 10, "8KiB");
        SIZES.put(16 << 10, "16KiB");
        SIZES.put(64 << 10, "64KiB");
        SIZES.put(256 << 10, "256KiB");
        SIZES.put(1 << 20, "1MiB");
    }

    @Override
    public void run(Effort effort, Results results) throws Exception {
        try (Processes cluster = new Processes(effort.choose(3, MEMBERS, MEMBERS))) {
            MemberProcess writer = cluster.member(0);
            // until the compilers of all members have done most of their work
            for (int size : List.of(16 << 10, 1 << 20, 1 << 10)) {
                writer.ask("throughput", size, Change.ALL, 1, effort.choose(20, 1_500, 5_000));
            }
            for (int size : effort.choose(List.of(8 << 10), List.copyOf(SIZES.keySet()), List.copyOf(SIZES.keySet()))) {
                for (Change change : List.of(Change.ALL, Change.PERCENT)) {
                    String place = "commit." + SIZES.get(size) + (change == Change.ALL ? "" : "." + change.label());
                    int writes = effort.choose(2, 24, 48);
                    latency(writer.ask("latency", size, change, effort.choose(2, 12, 24), writes), place, results);
                    throughput(
                            writer.ask("throughput", size, change, effort.choose(1, 3, 7), effort.choose(20, 300, 500)),
                            place,
                            results);
                }
            }
        }
        plot(results);
    }

    private static void latency(Map<String, Double> answer, String place, Results results) {
        results.put(place, "p50_us", answer.get("ours.p50"));
        results.put(place, "p99_us", answer.get("ours.p99"));
        results.put(place, "imap_p50_us", answer.get("peer.p50"));
        results.put(place, "imap_p99_us", answer.get("peer.p99"));
        results.put(place, "vs_imap", answer.get("ours.p50") / answer.get("peer.p50"));
    }

    private static void throughput(Map<String, Double> answer, String place, Results results) {
        results.put(place + ".throughput", "per_s", answer.get("ours"));
        results.put(place + ".throughput", "imap_per_s", answer.get("peer"));
        results.put(place + ".throughput", "vs_imap", answer.get("peer") / answer.get("ours"));
    }

    private static void plot(Results results) throws IOException {
        Plot plot = new Plot("Commit, median, over IMap.set with two backups", "ratio");
        for (String size : SIZES.values()) {
            for (String change : List.of("", ".1pct")) {
                String name = "commit." + size + change + ".vs_imap";
                if (results.has(name)) {
                    plot.bar(size, change.isEmpty() ? "all bytes changed" : "1 % changed", results.get(name));
                }
            }
        }
        plot.write("commit");
    }
}
