// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs seeds and prints what happened: {@code --seeds N [--from S] [--json FILE]}, or {@code --trace S} for one seed,
 * line by line. Ends with 1 if an invariant did not hold.
 */
public final class SimulatorMain {

    private SimulatorMain() {}

    /** Runs. */
    public static void main(String[] arguments) throws IOException {
        long seeds = 1000;
        long from = 0;
        Path json = null;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--seeds" -> seeds = Long.parseLong(value);
                case "--from" -> from = Long.parseLong(value);
                case "--json" -> json = Path.of(value);
                case "--mutations" -> {
                    mutations(Long.parseLong(value));
                    return;
                }
                case "--trace" -> {
                    Verdict verdict = Simulation.trace(Long.parseLong(value), Mutation.NONE);
                    System.out.print(verdict.trace());
                    System.exit(verdict.isClean() ? 0 : 1);
                }
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
        run(seeds, from, json);
    }

    /** How soon each mutation is caught. */
    private static void mutations(long most) {
        for (Mutation each : Mutations.all()) {
            int caught = 0;
            Verdict first = null;
            for (long seed = 0; seed < most; seed++) {
                Verdict verdict = Simulation.run(seed, each);
                boolean hit = each.isCaughtBy(verdict);
                caught += hit ? 1 : 0;
                first = hit && first == null ? verdict : first;
            }
            System.out.printf("%-28s %d of %d seeds, first %s%n", each, caught, most, first);
        }
    }

    private static void run(long seeds, long from, Path json) throws IOException {
        Tally total = new Tally();
        List<Verdict> bad = new ArrayList<>();
        long start = System.nanoTime();
        long printed = start;
        for (long done = 1; done <= seeds; done++) {
            Verdict verdict = Simulation.run(from + done - 1, Mutation.NONE);
            total.add(verdict.tally());
            if (!verdict.isClean()) {
                bad.add(verdict);
                if (bad.size() <= 20) {
                    System.out.println("seed " + verdict.seed() + ": " + verdict.violations());
                }
            }
            long now = System.nanoTime();
            if (now - printed > 5_000_000_000L || done == seeds) {
                printed = now;
                System.out.printf(
                        Locale.ROOT,
                        "%,d of %,d seeds, %d with violations, %.0f seeds/s, %.0f seeds/CPU-s%n",
                        done,
                        seeds,
                        bad.size(),
                        done * 1e9 / (now - start),
                        done * 1e9 / ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
            }
        }
        total.counts().forEach((name, count) -> System.out.printf(Locale.ROOT, "%-22s %,d%n", name, count));
        if (json != null) {
            Files.writeString(json, "{\"seeds\": " + seeds + ", \"violations\": " + bad.size() + "}\n");
        }
        System.exit(bad.isEmpty() ? 0 : 1);
    }
}
