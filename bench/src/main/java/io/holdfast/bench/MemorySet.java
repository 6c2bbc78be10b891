// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import java.util.List;
import java.util.Map;

/** Heap of the whole cluster for the stored sessions, as Hazelcast counts it, beside a map with two backups. */
final class MemorySet implements BenchmarkSet {

    private static final int MEMBERS = 6;

    private record Load(String size, int bytes, int sessions) {}

    @Override
    public void run(Effort effort, Results results) throws Exception {
        List<Load> loads = List.of(
                new Load("1KiB", 1 << 10, 200),
                new Load("4KiB", 4 << 10, 200),
                new Load("8KiB", 8 << 10, 200),
                new Load("16KiB", 16 << 10, effort.choose(20, 200, 1_000)),
                new Load("64KiB", 64 << 10, effort.choose(10, 100, 500)),
                new Load("256KiB", 256 << 10, effort.choose(5, 50, 100)),
                new Load("1MiB", 1 << 20, effort.choose(2, 20, 50)));
        Plot plot = new Plot("Heap of the cluster", "times the serialized state");
        try (Processes cluster = new Processes(effort.choose(3, MEMBERS, MEMBERS))) {
            for (Load load : loads) {
                for (int i = 0; i < cluster.members().size(); i++) {
                    cluster.member(i)
                            .ask(
                                    "fill",
                                    load.size() + "-" + i,
                                    load.sessions() / cluster.members().size() + 1,
                                    load.bytes());
                }
                int sessions = cluster.members().size()
                        * (load.sessions() / cluster.members().size() + 1);
                Map<String, Double> stored = settled(cluster);
                double state = (double) sessions * load.bytes();
                String place = "memory." + load.size();
                results.put(place, "ratio", (stored.get("fragments") + stored.get("manifests")) / state);
                results.put(place, "imap_ratio", stored.get("peer") / state);
                results.put(place, "fragments", stored.get("fragments") / state);
                results.put(place, "manifests", stored.get("manifests") / state);
                plot.bar(load.size(), "Holdfast, tolerate = 2", results.get(place + ".ratio"));
                plot.bar(load.size(), "IMap, two backups", results.get(place + ".imap_ratio"));
                cluster.sum("end");
            }
        }
        plot.write("memory");
    }

    /** What is stored when what older versions needed has been removed, which happens in the background. */
    private static Map<String, Double> settled(Processes cluster) throws Exception {
        Map<String, Double> before = cluster.sum("storage");
        while (true) {
            Thread.sleep(200);
            Map<String, Double> now = cluster.sum("storage");
            if (now.equals(before)) {
                return now;
            }
            before = now;
        }
    }
}
