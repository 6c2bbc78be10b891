// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.chaos;

import io.holdfast.testsuite.cluster.ClusterPlan;
import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.CommandLine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the person asked for.
 *
 * @param schedules how many faults, one after the other on the same cluster
 * @param seed from which everything random follows
 * @param members how many servers
 * @param carts how many customers
 * @param faults what may go wrong
 * @param garbage whether fragments that no manifest needs are counted at the end, which takes minutes
 * @param json where the results go as JSON
 */
record ChaosOptions(
        int schedules, long seed, int members, int carts, Set<Fault> faults, boolean garbage, Optional<Path> json) {

    private static final int LEAST_MEMBERS = 5; // the majority is left when two are lost

    /**
     * Reads a command line.
     *
     * @param usualSeed taken if none is given
     * @throws CommandException if an option is unknown or a value out of its range
     */
    static ChaosOptions parse(List<String> line, long usualSeed) {
        CommandLine rest = new CommandLine("testsuite/chaos", line);
        int schedules = 10;
        long seed = usualSeed;
        int members = LEAST_MEMBERS;
        int carts = 36;
        Set<Fault> faults = EnumSet.allOf(Fault.class);
        boolean garbage = false;
        Optional<Path> json = Optional.empty();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--schedules" -> schedules = (int) rest.number(option, 1, 100_000);
                case "--seed" -> seed = rest.number(option, Long.MIN_VALUE, Long.MAX_VALUE);
                case "--members" -> members = (int) rest.number(option, LEAST_MEMBERS, ClusterPlan.MOST_MEMBERS);
                case "--carts" -> carts = (int) rest.number(option, 1, 500);
                case "--faults" -> faults = faults(rest.value(option));
                case "--garbage" -> garbage = true;
                case "--json" -> json = Optional.of(Path.of(rest.value(option)));
                default -> throw rest.unknown(option);
            }
        }
        return new ChaosOptions(schedules, seed, members, carts, faults, garbage, json);
    }

    private static Set<Fault> faults(String list) {
        Set<Fault> chosen = EnumSet.noneOf(Fault.class);
        for (String word : list.split(",")) {
            chosen.add(Arrays.stream(Fault.values())
                    .filter(fault -> fault.word().equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new CommandException(
                            "HF5162",
                            "--faults has '" + word + "'; there are "
                                    + Arrays.stream(Fault.values())
                                            .map(Fault::word)
                                            .collect(Collectors.joining(", "))
                                    + ".")));
        }
        return chosen;
    }
}
