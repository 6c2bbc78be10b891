// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.chaos;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.load.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One fault after the other on one cluster under load. Before each, the cluster is whole and every session protected, so
 * that the fault is one that sessions tolerate; after each, every cart must be in order. For one thread.
 */
final class Schedules {

    private static final Duration PROGRESS_LIMIT = Duration.ofSeconds(90);
    private static final Duration FILL_LIMIT = Duration.ofMinutes(3);

    /** Grace and two looks of the garbage collection, as its documentation says, and a little more. */
    private static final Duration GARBAGE_LIMIT = Duration.ofSeconds(200);

    /** Items of a cart: one that rides in its manifest, of some groups, of many. */
    private static final int[] SIZES = {2, 15, 45};

    private static final Duration REPLY_LIMIT = Duration.ofSeconds(8);

    private final ChaosOptions options;
    private final List<Fault> kinds;
    private final List<Fault> lots = new ArrayList<>();
    private final World world;
    private final Tally tally;
    private final Path history;

    /**
     * Schedules on that world.
     *
     * @param faults what may happen
     * @param directory where the history is written
     */
    Schedules(ChaosOptions options, Set<Fault> faults, World world, Tally tally, Path directory) {
        this.options = options;
        this.world = world;
        this.tally = tally;
        this.history = directory.resolve("history.txt");
        this.kinds = new ArrayList<>(faults);
        Collections.shuffle(kinds, new Random(options.seed()));
        faults.forEach(fault -> IntStream.range(0, fault.weight()).forEach(i -> lots.add(fault)));
    }

    /** Runs all of them. */
    void run() {
        tally.add("violations", 0);
        world.awaitWhole();
        Http http = new Http(REPLY_LIMIT);
        List<Customer> customers = IntStream.range(0, options.carts())
                .mapToObj(number ->
                        new Customer(number, SIZES[number % SIZES.length], world.members(), http, options.seed()))
                .toList();
        try (Crowd crowd = new Crowd(customers)) {
            if (!crowd.awaitFull(FILL_LIMIT)) {
                throw new CommandException("HF5165", "The carts were not full in " + FILL_LIMIT + ".");
            }
            judge(crowd, "filling");
            for (int schedule = 0; schedule < options.schedules(); schedule++) {
                run(crowd, schedule);
            }
            world.awaitWhole();
            unprotected();
            crowd.stop();
            judge(crowd, "end");
        }
        if (options.garbage()) {
            long more = world.garbage(GARBAGE_LIMIT);
            tally.add("garbage", more);
            if (more != 0) {
                violation("garbage", more + " fragments are stored that no manifest needs");
            }
        }
    }

    private void run(Crowd crowd, int schedule) {
        long begun = System.currentTimeMillis();
        world.awaitWhole();
        unprotected();
        // Of the seed and the number alone: a schedule is the same whatever came before it
        Random random = new Random(options.seed() * 31 + schedule);
        Faults faults = new Faults(world, tally, random, Chaos.SILENCE, crowd);
        World.pause(random.nextInt(1_000));
        // First one of each kind, so that a short run shows them all
        String what =
                faults.happen(schedule < kinds.size() ? kinds.get(schedule) : lots.get(random.nextInt(lots.size())));
        long over = System.currentTimeMillis();
        List<String> stuck = crowd.awaitProgress(PROGRESS_LIMIT);
        tally.highest("progress.millis.max", System.currentTimeMillis() - over);
        if (!stuck.isEmpty()) {
            violation(what, "no progress within " + PROGRESS_LIMIT.toSeconds() + " s: " + stuck);
        }
        int acknowledged = judge(crowd, what);
        tally.add("schedules");
        System.out.printf(
                "  %3d  %-70s %5d acknowledged, %d s%n",
                schedule + 1, what, acknowledged, (System.currentTimeMillis() - begun) / 1000);
    }

    private void unprotected() {
        world.awaitProtected()
                .ifPresent(status -> violation(
                        "re-protection",
                        "not all protected within " + World.PROTECTED_LIMIT.toSeconds() + " s: " + status));
    }

    /** Judges what was written down since the last time; answers how many changes were acknowledged in it. */
    private int judge(Crowd crowd, String what) {
        int acknowledged = 0;
        List<String> lines = new ArrayList<>(List.of("== " + what));
        for (Customer customer : crowd.customers()) {
            Customer.Verdict verdict = customer.judge();
            verdict.violation().ifPresent(violation -> violation(what, violation));
            for (Event event : verdict.events()) {
                lines.add(customer.name() + " " + event);
                tally.add("calls.sent");
                if (event.seen().isEmpty()) {
                    tally.add("calls.failed");
                } else if (event.call().isPresent()) {
                    acknowledged++;
                    tally.add("calls.acknowledged");
                } else {
                    tally.add("calls.read");
                }
            }
        }
        write(lines);
        return acknowledged;
    }

    private void violation(String what, String text) {
        tally.add("violations");
        System.out.println("  VIOLATION after " + what + ": " + text);
        write(List.of("VIOLATION " + text));
    }

    private void write(List<String> lines) {
        try {
            Files.write(history, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
