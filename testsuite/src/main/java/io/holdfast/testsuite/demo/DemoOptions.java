// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import io.holdfast.testsuite.cluster.ClusterPlan;
import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.CommandLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the person asked for.
 *
 * @param members how many servers
 * @param carts how many shoppers
 * @param tolerate how many members may be lost; as many are killed
 * @param seed from which everything random follows
 * @param keep whether the cluster is left running
 * @param json where the results go as JSON
 * @param port the HTTP port of the first member; empty: free ports are found
 */
record DemoOptions(
        int members, int carts, int tolerate, long seed, boolean keep, Optional<Path> json, OptionalInt port) {

    private static final int MOST_CARTS = 10_000;
    private static final int MOST_TOLERATE = 4;

    /**
     * Checks the values against each other.
     *
     * @throws CommandException if they do not go together
     */
    DemoOptions {
        if (tolerate >= members) {
            throw new CommandException(
                    "HF5132",
                    "--tolerate is " + tolerate + " and --members is " + members
                            + ": at least one member must survive. Give " + (tolerate + 1)
                            + " members or more, or tolerate less.");
        }
    }

    /**
     * Reads a command line.
     *
     * @param usualSeed taken if none is given
     * @throws CommandException if an option is unknown or a value out of its range
     */
    static DemoOptions parse(List<String> line, long usualSeed) {
        CommandLine rest = new CommandLine("./demo", line);
        int members = 5;
        int carts = 200;
        int tolerate = 2;
        long seed = usualSeed;
        boolean keep = false;
        Optional<Path> json = Optional.empty();
        OptionalInt port = OptionalInt.empty();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--members" -> members = (int) rest.number(option, 2, ClusterPlan.MOST_MEMBERS);
                case "--carts" -> carts = (int) rest.number(option, 1, MOST_CARTS);
                case "--tolerate" -> tolerate = (int) rest.number(option, 1, MOST_TOLERATE);
                case "--seed" -> seed = rest.number(option, Long.MIN_VALUE, Long.MAX_VALUE);
                case "--port" -> port = OptionalInt.of((int) rest.number(option, 1024, 65_000));
                case "--json" -> json = Optional.of(Path.of(rest.value(option)));
                case "--keep" -> keep = true;
                default -> throw rest.unknown(option);
            }
        }
        return new DemoOptions(members, carts, tolerate, seed, keep, json, port);
    }
}
