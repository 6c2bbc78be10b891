// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.Member;
import io.holdfast.testsuite.load.Http;
import io.holdfast.testsuite.load.Patience;
import java.io.IOException;
import java.time.Duration;

/** Whether a server is ready. */
final class Answer {

    private static final Patience START = new Patience(Duration.ofMinutes(5), Duration.ofMillis(250));

    private Answer() {}

    /** Waits until a member answers 200 at a path. */
    static void await(Member member, String path) {
        Http http = new Http(Duration.ofSeconds(5));
        long deadline = START.deadline();
        String last = "nothing";
        while (START.remains(deadline) && member.alive()) {
            try {
                Http.Reply reply = http.send(http.to(member.uri().resolve(path)).build());
                if (reply.ok()) {
                    return;
                }
                last = reply.start();
            } catch (IOException e) {
                last = e.toString();
            }
            START.pause();
        }
        throw new CommandException(
                "HF5257",
                member.name() + (member.alive() ? " did not answer 200 at " : " ended before it answered 200 at ")
                        + member.uri().resolve(path) + "; last: " + last);
    }
}
