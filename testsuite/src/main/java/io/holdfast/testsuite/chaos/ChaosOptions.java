// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.chaos;

import io.holdfast.testsuite.cluster.ClusterPlan;
import io.holdfast.testsuite.cluster.CommandException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
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
        Deque<String> rest = new ArrayDeque<>(line);
        int schedules = 10;
        long seed = usualSeed;
        int members = LEAST_MEMBERS;
        int carts = 36;
        Set<Fault> faults = EnumSet.allOf(Fault.class);
        boolean garbage = false;
        Optional<Path> json = Optional.empty();
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
                case "--schedules" -> schedules = (int) number(option, rest, 1, 100_000);
                case "--seed" -> seed = number(option, rest, Long.MIN_VALUE, Long.MAX_VALUE);
                case "--members" -> members = (int) number(option, rest, LEAST_MEMBERS, ClusterPlan.MOST_MEMBERS);
                case "--carts" -> carts = (int) number(option, rest, 1, 500);
                case "--faults" -> faults = faults(value(option, rest));
                case "--garbage" -> garbage = true;
                case "--json" -> json = Optional.of(Path.of(value(option, rest)));
                default ->
                    throw new CommandException(
                            "HF5161", "Unknown option '" + option + "'. See testsuite/chaos --help.");
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

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty() || rest.getFirst().isEmpty()) {
            throw new CommandException("HF5162", option + " needs a value. See testsuite/chaos --help.");
        }
        return rest.removeFirst();
    }

    private static long number(String option, Deque<String> rest, long least, long most) {
        String text = value(option, rest);
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, as a number out of range is
        }
        throw new CommandException(
                "HF5162", option + " is '" + text + "'; it must be a whole number from " + least + " to " + most + ".");
    }
}
