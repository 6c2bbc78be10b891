// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.Member;
import io.holdfast.testsuite.load.Console;
import io.holdfast.testsuite.load.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Watches the cluster through the console, from members that live. For one thread. */
final class Observer {

    private static final Patience SHORT = new Patience(Duration.ofSeconds(20), Duration.ofMillis(500));
    private static final Patience REPORT = new Patience(Duration.ofSeconds(5), Duration.ofMillis(250));
    private static final Patience LONG = new Patience(Duration.ofMinutes(2), Duration.ofMillis(250));

    private final Console console;
    private final Fleet fleet;
    private final Moves moves;

    Observer(Console console, Fleet fleet, Moves moves) {
        this.console = console;
        this.fleet = fleet;
        this.moves = moves;
    }

    /**
     * Bytes stored and bytes of state.
     *
     * @param stored in all members together, everything counted
     * @param state of all sessions
     */
    record Storage(long stored, long state) {

        double ratio() {
            return (double) stored / state;
        }
    }

    /** Waits until every living member sees all the others. */
    void awaitWholeCluster() {
        Set<String> names = names();
        long deadline = LONG.deadline();
        String last = "";
        while (LONG.remains(deadline)) {
            Member lonely = null;
            for (Member member : fleet.living()) {
                try {
                    Set<String> seen = console.members(member).keySet();
                    if (!seen.equals(names)) {
                        lonely = member;
                        last = member.name() + " sees " + new TreeSet<>(seen) + " instead of " + names;
                    }
                } catch (IOException e) {
                    lonely = member;
                    last = e.getMessage();
                }
            }
            if (lonely == null) {
                return;
            }
            LONG.pause();
        }
        throw new CommandException(
                "HF5120",
                "The members did not form one cluster in " + LONG.limit().toSeconds() + " s: " + last + ".");
    }

    /** What is stored, as soon as two looks give the same: what the last calls replaced is deleted in the background. */
    Storage storage() {
        long deadline = SHORT.deadline();
        Storage before = look();
        while (SHORT.remains(deadline)) {
            SHORT.pause();
            Storage now = look();
            if (now.equals(before)) {
                break;
            }
            before = now;
        }
        return before;
    }

    /** Kills a member, and waits until all that it owned lives elsewhere. */
    Failover kill(Member victim) {
        Member survivor = fleet.after(victim);
        String id = ask(() -> console.members(survivor)).getOrDefault(victim.name(), victim.name());
        int carts = owned(survivor, id);
        moves.forget(victim.name());
        long killed = System.currentTimeMillis();
        victim.kill9();
        boolean whole = awaitRecovery(survivor, victim, id);
        List<Console.Recovery> recoveries = recoveries(survivor, victim, id);
        return new Failover(
                victim.name(),
                carts,
                since(
                        killed,
                        recoveries.stream()
                                .mapToLong(Console.Recovery::first)
                                .filter(at -> at > 0)
                                .min()),
                since(
                        killed,
                        recoveries.stream()
                                .mapToLong(Console.Recovery::last)
                                .filter(at -> at > 0)
                                .max()),
                since(killed, moves.first(victim.name())),
                whole);
    }

    /** How many sessions each living member owns, by its name. */
    Map<String, Long> carts() {
        Member any = fleet.living().get(0);
        Map<String, Long> byId = ask(() -> console.sessions(any)).stream()
                .collect(Collectors.groupingBy(Console.Session::owner, Collectors.counting()));
        return ask(() -> console.members(any)).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> byId.getOrDefault(entry.getValue(), 0L)));
    }

    /** Those who recover say so when they have done; shoppers that were faster leave them nothing to say. */
    private boolean awaitRecovery(Member survivor, Member victim, String id) {
        long deadline = LONG.deadline();
        while (LONG.remains(deadline) && owned(survivor, id) > 0) {
            LONG.pause();
        }
        long reported = REPORT.deadline();
        while (REPORT.remains(reported)) {
            List<Console.Recovery> told = recoveries(survivor, victim, id);
            if (!told.isEmpty() && told.stream().allMatch(recovery -> recovery.ended() >= recovery.sessions())) {
                break;
            }
            REPORT.pause();
        }
        return owned(survivor, id) == 0;
    }

    private List<Console.Recovery> recoveries(Member survivor, Member victim, String id) {
        return ask(() -> console.recoveries(survivor)).stream()
                .filter(recovery ->
                        recovery.lost().equals(victim.name()) || recovery.lost().equals(id))
                .toList();
    }

    private int owned(Member survivor, String id) {
        return (int) ask(() -> console.sessions(survivor)).stream()
                .filter(session -> session.owner().equals(id))
                .count();
    }

    private Storage look() {
        List<Member> living = fleet.living();
        long stored = living.stream()
                .mapToLong(member -> ask(() -> console.storedBytes(member)))
                .sum();
        long state = ask(() -> console.sessions(living.get(0))).stream()
                .mapToLong(Console.Session::stateBytes)
                .sum();
        return new Storage(stored, state);
    }

    private Set<String> names() {
        return fleet.living().stream().map(Member::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static OptionalLong since(long start, OptionalLong at) {
        return at.isPresent() ? OptionalLong.of(at.getAsLong() - start) : at;
    }

    /** Asks again for a while: just after a kill the grid may answer an error or nothing. */
    private static <T> T ask(Question<T> question) {
        long deadline = LONG.deadline();
        while (true) {
            try {
                return question.ask();
            } catch (IOException e) {
                if (!LONG.remains(deadline)) {
                    throw new CommandException("HF5121", "The console does not answer: " + e.getMessage() + ".", e);
                }
                LONG.pause();
            }
        }
    }

    /**
     * Something to ask the console.
     *
     * @param <T> what it answers
     */
    private interface Question<T> {
        T ask() throws IOException;
    }
}
