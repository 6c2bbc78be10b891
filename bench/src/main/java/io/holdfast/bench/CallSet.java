// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import io.holdfast.bench.call.CallCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A call that changes one of the items of its bean, over HTTP on three members: with Holdfast, {@code tolerate = 1}, and with the
 * same bean under Payara's own availability, in turns, in one cluster.
 */
final class CallSet implements BenchmarkSet {

    private static final Map<String, Integer> ITEMS = new LinkedHashMap<>();
    private static final List<String> KINDS = List.of("payara", "holdfast");
    private static final int FEW = 2;
    private static final int MANY = 8;

    static {
        ITEMS.put("16KiB", 100);
        ITEMS.put("256KiB", 1_600);
    }

    @Override
    public void run(Effort effort, Results results) throws Exception {
        Duration warm = Duration.ofSeconds(effort.choose(1, 15, 40));
        Duration round = Duration.ofSeconds(effort.choose(1, 3, 10));
        int rounds = effort.choose(1, 3, 5);
        try (CallCluster cluster = new CallCluster()) {
            for (int items :
                    ITEMS.values()) { // until all that is measured is compiled, the first no less than the last
                for (String kind : KINDS) {
                    cluster.call(kind, MANY, items, warm);
                }
            }
            for (Map.Entry<String, Integer> size : ITEMS.entrySet()) {
                for (int clients : new int[] {FEW, MANY}) {
                    compare(cluster, size.getKey(), size.getValue(), clients, round, rounds, results);
                }
                String place = "call." + size.getKey();
                for (String kind : List.of("p50", "p99", "throughput")) {
                    results.put(
                            place + '.' + kind,
                            "vs_payara",
                            results.get(place + ".holdfast." + kind) / results.get(place + ".payara." + kind));
                }
            }
        }
    }

    /** Both in turns, so that what disturbs one disturbs both. */
    private static void compare(
            CallCluster cluster, String size, int items, int clients, Duration round, int rounds, Results results)
            throws Exception {
        Map<String, List<Double>> latencies = new LinkedHashMap<>();
        for (String kind : KINDS) {
            latencies.put(kind, new ArrayList<>());
            cluster.call(kind, clients, items, round.dividedBy(2));
        }
        for (int i = 0; i < rounds; i++) {
            for (String kind : KINDS) {
                Arrays.stream(cluster.call(kind, clients, items, round)).forEach(latencies.get(kind)::add);
            }
        }
        for (String kind : KINDS) {
            double[] sorted = latencies.get(kind).stream()
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            String place = "call." + size + '.' + kind;
            if (clients == FEW) {
                results.put(place, "p50", Results.quantile(sorted, 0.5));
                results.put(place, "p99", Results.quantile(sorted, 0.99));
            } else {
                results.put(place, "throughput", sorted.length / (rounds * (double) round.toSeconds()));
                results.put(place, "p99_8_clients", Results.quantile(sorted, 0.99));
            }
        }
    }
}
