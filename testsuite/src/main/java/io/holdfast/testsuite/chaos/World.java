// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.chaos;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.MicroCluster;
import io.holdfast.testsuite.cluster.MicroMember;
import io.holdfast.testsuite.cluster.Namespaces;
import io.holdfast.testsuite.load.Console;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The cluster that faults happen to, and what its console says of it. For one thread. */
final class World implements AutoCloseable {

    /** How long it may take until every session is protected. */
    static final Duration PROTECTED_LIMIT = Duration.ofSeconds(60);

    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration END_LIMIT = Duration.ofMinutes(2);
    private static final Duration MERGE_LIMIT = Duration.ofSeconds(60);

    private final MicroCluster cluster;
    private final Optional<Namespaces> network;
    private final Console console;
    private final Tally tally;
    private final ExecutorService starters = Executors.newCachedThreadPool();
    private final Map<MicroMember, Future<?>> starting = new HashMap<>();

    /**
     * A world.
     *
     * @param cluster that runs
     * @param network if members are in namespaces
     */
    World(MicroCluster cluster, Optional<Namespaces> network, Console console, Tally tally) {
        this.cluster = cluster;
        this.network = network;
        this.console = console;
        this.tally = tally;
    }

    List<MicroMember> members() {
        return cluster.members();
    }

    Optional<Namespaces> network() {
        return network;
    }

    void kill(MicroMember member) {
        tally.add("kills");
        member.kill9();
    }

    /** Starts a dead member, and does not wait. */
    void start(MicroMember member) {
        tally.add("restarts");
        starting.put(member, starters.submit(() -> {
            member.restart();
            member.waitUntilReady(START_LIMIT);
        }));
    }

    /** Ends a member in an orderly way. */
    void end(MicroMember member) {
        tally.add("leaves");
        member.stop(END_LIMIT);
    }

    /**
     * Waits until every process runs and all see each other. One that does not come back by itself, after a pause or a
     * partition, is killed and started again; that is counted.
     */
    void awaitWhole() {
        boolean helped = false;
        while (true) {
            List<MicroMember> dead = members().stream()
                    .filter(member -> !member.alive() && !starting.containsKey(member))
                    .toList();
            dead.forEach(this::start);
            awaitStarts();
            Optional<MicroMember> outside = awaitOneView(MERGE_LIMIT);
            if (outside.isEmpty()) {
                return;
            }
            if (helped) {
                throw new CommandException(
                        "HF5163",
                        "The members do not see each other, although "
                                + outside.get().name() + " was started again. Look at its log "
                                + outside.get().log() + ".");
            }
            helped = true;
            tally.add("helped");
            System.out.println("      " + outside.get().name() + " does not come back by itself; it is started again");
            outside.get().kill9();
        }
    }

    private void awaitStarts() {
        try {
            for (Future<?> start : starting.values()) {
                start.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CommandException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            starting.clear();
        }
    }

    /** A member that does not see all, or is not seen by all, when the time is over; empty if all see all. */
    private Optional<MicroMember> awaitOneView(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Set<String> all = members().stream().map(MicroMember::name).collect(Collectors.toCollection(TreeSet::new));
        while (true) {
            Map<MicroMember, Set<String>> views = new HashMap<>();
            for (MicroMember member : members()) {
                views.put(member, seenBy(member));
            }
            List<MicroMember> lonely = members().stream()
                    .filter(member -> !views.get(member).equals(all))
                    .toList();
            if (lonely.isEmpty()) {
                return Optional.empty();
            }
            if (System.nanoTime() - deadline > 0) {
                return lonely.stream().min(java.util.Comparator.comparingInt(member -> views.get(member)
                        .size()));
            }
            pause(300);
        }
    }

    private Set<String> seenBy(MicroMember member) {
        try {
            return new TreeSet<>(console.members(member).keySet());
        } catch (IOException e) {
            return Set.of();
        }
    }

    /** Waits until every session is protected; the last count of statuses if that does not happen in time. */
    Optional<String> awaitProtected() {
        long deadline = System.nanoTime() + PROTECTED_LIMIT.toNanos();
        String last = "no answer";
        while (System.nanoTime() - deadline < 0) {
            MicroMember any =
                    members().stream().filter(MicroMember::alive).findFirst().orElseThrow();
            try {
                Map<String, Long> statuses = console.sessions(any).stream()
                        .collect(Collectors.groupingBy(Console.Session::status, Collectors.counting()));
                last = statuses.toString();
                if (statuses.keySet().equals(Set.of("PROTECTED"))) {
                    return Optional.empty();
                }
            } catch (IOException e) {
                last = e.getMessage();
            }
            pause(300);
        }
        return Optional.of(last);
    }

    /** Waits until every session is protected. */
    void awaitProtectedOrFail() {
        awaitProtected().ifPresent(status -> {
            throw new IllegalStateException(
                    "not all sessions were protected within " + PROTECTED_LIMIT.toSeconds() + " s: " + status);
        });
    }

    /** Fragments that are stored beyond those that manifests need, when that does not change any more or is none. */
    long garbage(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            long more = Long.MAX_VALUE;
            try {
                MicroMember any = members().get(0);
                more = 0;
                for (MicroMember member : members()) {
                    more += console.storedFragments(member);
                }
                for (Console.Session session : console.sessions(any)) {
                    more -= console.fragments(any, session);
                }
            } catch (IOException e) {
                more = Long.MAX_VALUE; // no answer now
            }
            if (more == 0 || System.nanoTime() - deadline > 0) {
                return more;
            }
            pause(2_000);
        }
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static CommandException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new CommandException("HF5160", "Interrupted.", cause);
    }

    @Override
    public void close() {
        starters.shutdownNow();
    }
}
