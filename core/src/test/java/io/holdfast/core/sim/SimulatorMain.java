// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs seeds and prints what happened: {@code --seeds N [--from S] [--threads T] [--json FILE]}. Or {@code --trace S}
 * for one seed line by line, or {@code --mutations N} for how many of the first N seeds catch each deliberate mistake.
 *
 * <p>Ends with 0 if every invariant held, with 1 if not, with 2 if the arguments are none.
 */
public final class SimulatorMain {

    private static final long PROGRESS = 5_000_000_000L;

    private long seeds = 1_000;
    private long from;
    private int threads = Runtime.getRuntime().availableProcessors();
    private Path json;

    private SimulatorMain() {}

    /** Runs. */
    public static void main(String[] arguments) throws IOException {
        System.exit(new SimulatorMain().run(List.of(arguments)));
    }

    private int run(List<String> arguments) throws IOException {
        try {
            for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
                String option = words.next();
                String value = words.next();
                switch (option) {
                    case "--seeds" -> seeds = Long.parseLong(value);
                    case "--from" -> from = Long.parseLong(value);
                    case "--threads" -> threads = Integer.parseInt(value);
                    case "--json" -> json = Path.of(value);
                    case "--mutations" -> {
                        return mutations(Long.parseLong(value));
                    }
                    case "--trace" -> {
                        return trace(Long.parseLong(value));
                    }
                    default -> throw new IllegalArgumentException(option);
                }
            }
        } catch (RuntimeException e) {
            System.err.println("HF5210 '" + String.join(" ", arguments)
                    + "': say --seeds N [--from S] [--threads T] [--json FILE], or --trace SEED, or --mutations N");
            return 2;
        }
        return seeds();
    }

    private int seeds() throws IOException {
        long start = System.nanoTime();
        Campaign campaign = Campaign.run(from, seeds, threads, new Progress(start));
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Number> results = new LinkedHashMap<>();
        results.put("seeds", seeds);
        results.put("from", from);
        results.put("violations", campaign.violated().size());
        results.put("seconds", Math.round(seconds * 10) / 10.0);
        results.put("seeds.per.second", Math.round(seeds / seconds));
        results.putAll(campaign.tally().counts());
        results.forEach((name, value) -> System.out.printf(Locale.ROOT, "%-22s %,14.1f%n", name, value.doubleValue()));
        if (json != null) {
            Files.writeString(
                    json,
                    results.entrySet().stream()
                            .map(entry -> "  \"" + entry.getKey() + "\": " + entry.getValue())
                            .collect(Collectors.joining(",\n", "{\n", "\n}\n")));
        }
        return campaign.violated().isEmpty() ? 0 : 1;
    }

    private final class Progress implements Consumer<Verdict> {
        private final long start;
        private long printed;
        private long done;
        private long violated;

        Progress(long start) {
            this.start = start;
            this.printed = start;
        }

        @Override
        public void accept(Verdict verdict) {
            done++;
            if (!verdict.isClean()) {
                violated++;
                System.out.println("seed " + verdict.seed() + ": " + verdict.violations());
            }
            long now = System.nanoTime();
            if (now - printed > PROGRESS) {
                printed = now;
                System.out.printf(
                        Locale.ROOT,
                        "%,d of %,d seeds, %d with violations, %.0f seeds/s%n",
                        done,
                        seeds,
                        violated,
                        done * 1e9 / (now - start));
            }
        }
    }

    private static int trace(long seed) {
        Verdict verdict = Simulation.trace(seed, Mutation.NONE);
        System.out.print(verdict.trace());
        return verdict.isClean() ? 0 : 1;
    }

    private static int mutations(long most) {
        boolean isEachCaught = true;
        for (Mutation mutation : Mutations.all()) {
            List<Long> caught = new ArrayList<>();
            for (long seed = 0; seed < most; seed++) {
                if (mutation.isCaughtBy(Simulation.run(seed, mutation))) {
                    caught.add(seed);
                }
            }
            isEachCaught &= !caught.isEmpty();
            System.out.printf(
                    "%-80s %4d of %d seeds, first %s%n",
                    mutation, caught.size(), most, caught.isEmpty() ? "none" : caught.get(0));
        }
        return isEachCaught ? 0 : 1;
    }
}
