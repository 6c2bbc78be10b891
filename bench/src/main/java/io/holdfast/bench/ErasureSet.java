// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The erasure code beside a table loop, Hadoop's coder and Intel ISA-L, by JMH. Figures are medians of its iterations. */
final class ErasureSet implements BenchmarkSet {

    private static final Map<String, String> SIZES = Map.of("4096", "4KiB", "65536", "64KiB", "1048576", "1MiB");

    @Override
    public void run(Effort effort, Results results) throws Exception {
        TimeValue round = TimeValue.milliseconds(effort.choose(10, 100, 150));
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + ErasureBench.class.getSimpleName() + "\\.")
                .forks(effort.choose(0, 1, 2))
                .warmupIterations(effort.choose(1, 4, 4))
                .measurementIterations(effort.choose(1, 5, 5))
                .verbosity(effort.choose(VerboseMode.SILENT, VerboseMode.NORMAL, VerboseMode.NORMAL))
                .warmupTime(round)
                .measurementTime(round);
        if (effort == Effort.SMOKE) {
            options.param("scheme", "4+2").param("shard", "65536");
        }
        Optional<Path> isal = Isal.compile();
        isal.ifPresent(program -> {
            System.setProperty(ErasureBench.Isa.PROGRAM, program.toString());
            options.jvmArgsAppend("-D" + ErasureBench.Isa.PROGRAM + "=" + program);
        });
        for (RunResult run : new Runner(options.build()).run()) {
            String scheme = run.getParams().getParam("scheme");
            String shard = run.getParams().getParam("shard");
            String place = "." + scheme + "." + SIZES.get(shard);
            double bytes = (scheme.charAt(0) - '0') * Double.parseDouble(shard);
            double time = Results.median(iterations(run)
                    .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
                    .toArray());
            results.put(run.getPrimaryResult().getLabel() + place, "GBps", bytes / time);
            double[] rounds = iterations(run)
                    .flatMap(iteration -> iteration.getRawSecondaryResults().values().stream())
                    .mapToDouble(Result::getScore)
                    .filter(rate -> rate > 0)
                    .toArray();
            if (rounds.length > 0) {
                results.put("isal" + place, "GBps", Results.median(rounds));
            }
        }
        List.copyOf(results.names()).stream()
                .filter(name -> name.startsWith("encode."))
                .forEach(name -> compare(results, name));
        plot(results);
    }

    private static Stream<IterationResult> iterations(RunResult run) {
        return run.getBenchmarkResults().stream().flatMap(fork -> fork.getIterationResults().stream());
    }

    private static void compare(Results results, String encode) {
        String place = encode.substring("encode".length());
        double rate = results.get(encode);
        for (String peer : List.of("isal", "hadoop", "table")) {
            if (results.has(peer + place)) {
                results.put(encode.replace(".GBps", ""), "vs_" + peer, rate / results.get(peer + place));
            }
        }
        String reconstruct = "reconstruct" + place;
        results.put(reconstruct.replace(".GBps", ""), "vs_encode", results.get(reconstruct) / rate);
    }

    private static void plot(Results results) throws IOException {
        Plot plot = new Plot("Erasure code, one thread", "GB/s of data");
        for (String name : results.names()) {
            if (name.endsWith(".GBps")) {
                int dot = name.indexOf('.');
                plot.bar(
                        name.substring(dot + 1, name.length() - ".GBps".length()),
                        name.substring(0, dot),
                        results.get(name));
            }
        }
        plot.write("erasure");
    }
}
