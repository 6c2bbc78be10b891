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
import java.util.stream.Stream;

/** The cluster, seen through the console of one member. For one thread. */
final class Watch {

    private static final Patience PATIENCE = new Patience(Duration.ofMinutes(2), Duration.ofMillis(250));

    private final Console console;

    Watch(Site site) {
        this.console = new Console(new Http(), Site.USER, site.password());
    }

    /** Waits until each of these sees these members, each once, and no others. */
    void awaitMembers(List<? extends Member> from, String... names) {
        List<String> all = Stream.of(names).sorted().toList();
        for (Member member : from) {
            await(member.name() + " sees " + all, () -> console.names(member).equals(all));
        }
    }

    /** Waits until an application has sessions, all of them are protected, and all tolerate what they should. */
    void awaitProtected(Member at, String application, int tolerate) {
        await("all sessions of " + application + " are protected and tolerate " + tolerate, () -> {
            List<Console.Session> sessions = console.sessions(at).stream()
                    .filter(session -> session.application().equals(application))
                    .toList();
            return !sessions.isEmpty()
                    && sessions.stream()
                            .allMatch(
                                    session -> session.status().equals("PROTECTED") && session.tolerate() == tolerate);
        });
    }

    /**
     * Kills a member that has sessions, and waits until no session is the dead one's and the console shows how many of
     * them were recovered.
     */
    void kill(Member victim, Member at, String name, Findings findings) {
        String id = ask(() -> console.members(at)).get(victim.name());
        await("sessions run on " + victim.name(), () -> owned(at, id) > 0);
        findings.add(name + ".killed.sessions", ask(() -> owned(at, id)));
        victim.kill9();
        await("no session belongs to " + victim.name() + " any more", () -> owned(at, id) == 0);
        await("the console shows what was recovered of " + victim.name(), () -> recovered(at, victim, id) > 0);
        findings.add(name + ".recovered", ask(() -> recovered(at, victim, id)));
    }

    private long recovered(Member at, Member lost, String id) throws IOException {
        return console.recoveries(at).stream()
                .filter(recovery ->
                        recovery.lost().equals(lost.name()) || recovery.lost().equals(id))
                .mapToLong(Console.Recovery::sessions)
                .sum();
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
