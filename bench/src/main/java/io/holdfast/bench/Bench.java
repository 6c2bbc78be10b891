// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs one set of benchmarks: {@code NAME [--short] [--json FILE]}. */
public final class Bench {

    private static final Map<String, String> SIZES = Map.of("4096", "4KiB", "65536", "64KiB", "1048576", "1MiB");

    private Bench() {}

    /** Exits with 2 if the arguments are none. */
    public static void main(String[] arguments) throws RunnerException {
        List<String> words = List.of(arguments);
        int at = words.indexOf("--json");
        Optional<Path> json =
                at >= 0 && at + 1 < words.size() ? Optional.of(Path.of(words.get(at + 1))) : Optional.empty();
        if (words.isEmpty() || !words.get(0).equals("erasure") || (at >= 0 && json.isEmpty())) {
            System.err.println("HF5201 '" + String.join(" ", words) + "': say erasure [--short] [--json FILE]");
            System.exit(2);
        }
        Map<String, Double> results = erasure(words.contains("--short"));
        results.forEach((key, value) -> System.out.printf(Locale.ROOT, "%-40s %10.3f%n", key, value));
        json.ifPresent(file -> write(file, results));
    }

    private static Map<String, Double> erasure(boolean brief) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(ErasureBench.class.getSimpleName())
                .forks(brief ? 1 : 3)
                .warmupIterations(brief ? 2 : 5)
                .measurementIterations(brief ? 3 : 5)
                .warmupTime(TimeValue.milliseconds(300))
                .measurementTime(TimeValue.milliseconds(300));
        Collection<RunResult> runs = new Runner(options.build()).run();
        Map<String, Double> rates = new TreeMap<>();
        for (RunResult run : runs) {
            String scheme = run.getParams().getParam("scheme");
            String shard = run.getParams().getParam("shard");
            double bytes = (scheme.charAt(0) - '0') * Double.parseDouble(shard);
            String name = run.getPrimaryResult().getLabel() + "." + scheme + "." + SIZES.get(shard);
            rates.put(name + ".GBps", bytes / run.getPrimaryResult().getScore());
        }
        Map<String, Double> results = new TreeMap<>(rates);
        rates.forEach((name, rate) -> {
            String place = name.substring(name.indexOf('.') + 1, name.length() - ".GBps".length());
            if (name.startsWith("encode.")) {
                results.put("encode." + place + ".vs_table", rate / rates.get("encodeWithTables." + place + ".GBps"));
                results.put("reconstruct." + place + ".vs_encode", rates.get("reconstruct." + place + ".GBps") / rate);
            }
        });
        return results;
    }

    private static void write(Path file, Map<String, Double> results) {
        StringBuilder json = new StringBuilder("{");
        results.forEach((key, value) -> json.append(json.length() > 1 ? "," : "")
                .append(String.format(Locale.ROOT, "\"%s\":%.4f", key, value)));
        try {
            Files.writeString(file, json.append("}\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("HF5202 the results cannot be written to " + file, e);
        }
    }
}
