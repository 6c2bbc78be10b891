// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import io.holdfast.bench.call.CallCluster;
import io.holdfast.bench.call.Roamer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Sessions on three Payara Micro members: called on another member each time, also after one was killed; and how long after a
 * kill a session of the lost member answers again.
 */
final class FailoverSet implements BenchmarkSet {

    private static final Map<String, Integer> ITEMS = new LinkedHashMap<>();
    private static final int SMALL = 100;
    private static final int MEMBERS = 3;
    private static final int AT_A_TIME = 8;
    private static final int MOVED = 6;
    private static final long RETRY_MILLIS = 20;
    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final Duration START = Duration.ofMinutes(4);

    static {
        ITEMS.put("16KiB", SMALL);
        ITEMS.put("256KiB", 1_600);
    }

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, work -> {
        Thread thread = new Thread(work, "client");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public void run(Effort effort, Results results) throws Exception {
        try (CallCluster cluster = new CallCluster()) {
            List<URI> all = cluster.baskets("holdfast");
            List<Roamer> roamers = open(all, effort.choose(6, 50, 150), SMALL);
            int rounds = effort.choose(2, 10, 10);
            roam(roamers, all, rounds, "roaming.all_alive", results);
            cluster.kill(MEMBERS - 1);
            roam(roamers, all.subList(0, MEMBERS - 1), rounds, "roaming.one_killed", results);
            int kills = effort.choose(1, 2, 7);
            for (Map.Entry<String, Integer> size : ITEMS.entrySet()) {
                List<Double> taken = new ArrayList<>();
                for (int kill = 0; kill < kills; kill++) {
                    cluster.start(MEMBERS - 1, START);
                    taken.addAll(failOver(cluster, all, size.getValue()));
                }
                double[] sorted =
                        taken.stream().mapToDouble(Double::doubleValue).sorted().toArray();
                String place = "failover." + size.getKey();
                results.put(place, "sessions", sorted.length);
                results.put(place, "least_ms", sorted[0]);
                results.put(place, "p50_ms", Results.quantile(sorted, 0.5));
                results.put(place, "most_ms", sorted[sorted.length - 1]);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Roamer> open(List<URI> at, int number, int items) throws Exception {
        List<Roamer> roamers = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            roamers.add(new Roamer(at.get(i % at.size()), items));
        }
        return roamers;
    }

    /** Each session is called on the next member in each round. */
    private void roam(List<Roamer> roamers, List<URI> members, int rounds, String place, Results results)
            throws Exception {
        Map<Roamer.Answer, Integer> answers = new EnumMap<>(Roamer.Answer.class);
        long begun = System.nanoTime();
        for (int round = 1; round <= rounds; round++) {
            List<Callable<Roamer.Answer>> calls = new ArrayList<>();
            for (int i = 0; i < roamers.size(); i++) {
                Roamer roamer = roamers.get(i);
                URI member = members.get((i + round) % members.size());
                calls.add(() -> roamer.call(member));
            }
            for (Future<Roamer.Answer> answer : threads.invokeAll(calls)) {
                answers.merge(answer.get(), 1, Integer::sum);
            }
        }
        results.put(place, "calls", (double) rounds * roamers.size());
        results.put(place, "wrong", answers.getOrDefault(Roamer.Answer.WRONG, 0));
        results.put(place, "refused", answers.getOrDefault(Roamer.Answer.REFUSED, 0));
        results.put(place, "calls_per_s", rounds * roamers.size() / ((System.nanoTime() - begun) / 1e9));
    }

    /** Milliseconds from the kill to the first right answer, for each session of the member that is killed. */
    private List<Double> failOver(CallCluster cluster, List<URI> members, int items) throws Exception {
        List<Roamer> moved = open(members.subList(MEMBERS - 1, MEMBERS), MOVED, items);
        for (Roamer roamer : moved) {
            for (int call = 0; call < 3; call++) {
                must(roamer.call(members.get(MEMBERS - 1)));
            }
        }
        List<Callable<Double>> clients = new ArrayList<>();
        cluster.kill(MEMBERS - 1);
        long killed = System.nanoTime();
        for (int i = 0; i < moved.size(); i++) {
            Roamer roamer = moved.get(i);
            URI member = members.get(i % (MEMBERS - 1));
            clients.add(() -> {
                while (System.nanoTime() - killed < GIVE_UP_NANOS) {
                    Roamer.Answer answer = roamer.call(member);
                    if (answer != Roamer.Answer.REFUSED) {
                        must(answer);
                        return (System.nanoTime() - killed) / 1e6;
                    }
                    TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
                }
                throw new IllegalStateException("HF5212 a session of a killed member does not come back");
            });
        }
        List<Double> taken = new ArrayList<>();
        for (Future<Double> client : threads.invokeAll(clients)) {
            taken.add(client.get());
        }
        return taken;
    }

    private static void must(Roamer.Answer answer) {
        if (answer != Roamer.Answer.RIGHT) {
            throw new IllegalStateException("HF5211 a session answered " + answer);
        }
    }
}
