// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What a commit costs beside the network: which part of the state is sent, how long it takes, what it allocates. */
final class DeltaSet implements BenchmarkSet {

    private static final Map<Integer, String> SIZES = new LinkedHashMap<>();

    static {
        SIZES.put(1 << 10, "1KiB");
        SIZES.put(4 << 10, "4KiB");
        SIZES.put(16 << 10, "16KiB");
        SIZES.put(64 << 10, "64KiB");
        SIZES.put(256 << 10, "256KiB");
        SIZES.put(1 << 20, "1MiB");
        SIZES.put(4 << 20, "4MiB");
        SIZES.put(16 << 20, "16MiB");
    }

    @Override
    public void run(Effort effort, Results results) throws Exception {
        for (Map.Entry<Integer, String> size : SIZES.entrySet()) {
            for (Change change : Change.values()) {
                sent(effort, size.getKey(), change, "delta." + size.getValue() + "." + change.label(), results);
            }
        }
        codecs(results);
        time(effort, results);
        plot(results);
    }

    /** The mean over many places, since a change in a large group sends more than one in a small group. */
    private static void sent(Effort effort, int size, Change change, String place, Results results) {
        SplittableRandom random = new SplittableRandom(3);
        int rounds = effort.choose(
                1, Math.max(4, Math.min(64, (32 << 20) / size)), Math.max(16, Math.min(256, (64 << 20) / size)));
        byte[] state = new byte[size];
        double sum = 0;
        double most = 0;
        try (Capture capture = new Capture()) {
            for (int round = 0; round < rounds; round++) {
                random.nextBytes(state);
                capture.commit(state.clone());
                double part = (double) capture.commit(change.apply(state, random)) / size;
                sum += part;
                most = Math.max(most, part);
            }
        }
        results.put(place, "sent", sum / rounds);
        results.put(place, "sent_most", most);
    }

    private static void codecs(Results results) throws IOException {
        codec("inserted_first_items", false, Cart::itemByItem, results);
        codec("inserted_first_java", false, Cart::java, results);
        codec("inserted_first_java_shared", true, Cart::java, results);
    }

    private static void codec(String name, boolean sharing, Cart.Codec codec, Results results) throws IOException {
        Cart cart = new Cart(1 << 20, sharing, codec);
        try (Capture capture = new Capture()) {
            byte[] before = codec.encode(cart.items());
            capture.commit(before);
            cart.insertFirst();
            results.put(
                    "delta.1MiB." + name, "sent", (double) capture.commit(codec.encode(cart.items())) / before.length);
        }
    }

    private static void time(Effort effort, Results results) throws Exception {
        TimeValue round = TimeValue.milliseconds(effort.choose(10, 100, 200));
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + DeltaBench.class.getSimpleName() + "\\.")
                .forks(effort.choose(0, 1, 1))
                .warmupIterations(effort.choose(1, 5, 8))
                .measurementIterations(effort.choose(1, 3, 6))
                .warmupTime(round)
                .measurementTime(round)
                .jvmArgs("-Xmx1g")
                .addProfiler(GCProfiler.class)
                .verbosity(effort.choose(VerboseMode.SILENT, VerboseMode.NORMAL, VerboseMode.NORMAL));
        if (effort == Effort.SMOKE) {
            options.param("size", "65536").param("change", "ALL");
        }
        for (RunResult run : new Runner(options.build()).run()) {
            int size = Integer.parseInt(run.getParams().getParam("size"));
            Change change = Change.valueOf(run.getParams().getParam("change"));
            String name = SIZES.get(size) + "." + change.label();
            results.put("delta." + name, "us", run.getPrimaryResult().getScore() / 1_000);
            double allocated = run.getSecondaryResults().entrySet().stream()
                    .filter(result -> result.getKey().endsWith("gc.alloc.rate.norm"))
                    .map(Map.Entry::getValue)
                    .mapToDouble(Result::getScore)
                    .sum();
            results.put("delta." + name, "allocated", allocated / size);
            if (change == Change.ALL) {
                results.put("commit." + SIZES.get(size), "allocated", allocated / size);
            }
        }
    }

    private static void plot(Results results) throws IOException {
        Plot plot = new Plot("What is sent, parity, headers and manifest included", "part of the state");
        for (Change change : Change.values()) {
            for (String size : SIZES.values()) {
                plot.bar(size, change.label(), results.get("delta." + size + "." + change.label() + ".sent"));
            }
        }
        plot.write("delta");
    }
}
