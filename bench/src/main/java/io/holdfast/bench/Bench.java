// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs one set of benchmarks: {@code NAME [--short] [--json FILE]}. */
public final class Bench {

    private static final Map<String, BenchmarkSet> SETS = new TreeMap<>(Map.of(
            "erasure",
            new ErasureSet(),
            "delta",
            new DeltaSet(),
            "capture",
            new CaptureSet(),
            "call",
            new CallSet(),
            "commit",
            new CommitSet(),
            "memory",
            new MemorySet(),
            "recovery",
            new RecoverySet(),
            "census",
            new CensusSet(),
            "failover",
            new FailoverSet()));

    private Bench() {}

    /** Exits with 2 if the arguments are none. */
    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        int at = words.indexOf("--json");
        Optional<Path> json =
                at >= 0 && at + 1 < words.size() ? Optional.of(Path.of(words.get(at + 1))) : Optional.empty();
        BenchmarkSet set = words.isEmpty() ? null : SETS.get(words.get(0));
        int known = 1 + (words.contains("--short") ? 1 : 0) + (json.isPresent() ? 2 : 0);
        if (set == null || words.size() != known) {
            System.err.println("HF5201 '" + String.join(" ", words) + "': say " + String.join("|", SETS.keySet())
                    + " [--short] [--json FILE]");
            System.exit(2);
        }
        Results results = new Results();
        set.run(words.contains("--short") ? Effort.SHORT : Effort.FULL, results);
        System.out.printf("%n%s%n%s", Machine.describe(), results.table());
        if (json.isPresent()) {
            results.write(json.get());
        }
    }
}
