// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.Member;
import io.holdfast.testsuite.load.Console;
import io.holdfast.testsuite.load.Http;
import io.holdfast.testsuite.load.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The cluster, seen through the console of one member. For one thread. */
final class Watch {

    private static final Patience PATIENCE = new Patience(Duration.ofMinutes(2), Duration.ofMillis(250));

    /** Reports are written a moment later. */
    private static final Patience TOLD = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(10));

    private final Console console;

    Watch(Site site) {
        this.console = new Console(new Http(), Site.USER, site.password());
    }

    /** Waits until each of these sees these members and no others. */
    void awaitMembers(List<? extends Member> from, Set<String> names) {
        for (Member member : from) {
            await(
                    member.name() + " sees " + new TreeSet<>(names),
                    () -> console.members(member).keySet().equals(names));
        }
    }

    /**
     * Kills a member, and waits until no session is the dead one's. Adds how many it had, and how many of them the
     * console tells as recovered: shoppers that were faster leave those who recover nothing to tell.
     */
    void kill(Member victim, Member at, String name, Findings findings) {
        String id = ask(() -> console.members(at)).get(victim.name());
        findings.add(name + ".killed.sessions", ask(() -> owned(at, id)));
        victim.kill9();
        await("no session belongs to " + victim.name() + " any more", () -> owned(at, id) == 0);
        TOLD.pause();
        findings.add(
                name + ".recovered.told",
                ask(() -> console.recoveries(at)).stream()
                        .filter(recovery -> recovery.lost().equals(victim.name())
                                || recovery.lost().equals(id))
                        .mapToLong(Console.Recovery::sessions)
                        .sum());
    }

    private long owned(Member at, String id) throws IOException {
        return console.sessions(at).stream()
                .filter(session -> session.owner().equals(id))
                .count();
    }

    private static <T> T ask(Question<T> question) {
        long deadline = PATIENCE.deadline();
        while (true) {
            try {
                return question.ask();
            } catch (IOException e) {
                if (!PATIENCE.remains(deadline)) {
                    throw new CommandException("HF5121", "The console does not answer: " + e.getMessage() + ".", e);
                }
                PATIENCE.pause();
            }
        }
    }

    private static void await(String what, Question<Boolean> question) {
        long deadline = PATIENCE.deadline();
        while (!ask(question)) {
            if (!PATIENCE.remains(deadline)) {
                throw new CommandException(
                        "HF5253", "In " + PATIENCE.limit().toSeconds() + " s it did not come true that " + what + ".");
            }
            PATIENCE.pause();
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
