// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.life.app;

import io.holdfast.ejb.CheckpointSessions;
import io.holdfast.ejb.SessionInfo;
import io.holdfast.ejb.lifecycle.HoldfastNode;
import io.holdfast.ejb.session.LiveSession;
import io.holdfast.hazelcast.GridSettings;
import io.holdfast.hazelcast.HazelcastGrid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/** Plays the other member: sends what it would send to take a session over, and then does not take it. */
@ApplicationScoped
public class Release {

    private static final int LIMIT_SECONDS = 20;

    @Inject
    private CheckpointSessions sessions;

    @Inject
    private HoldfastNode node;

    /** Returns when this member has given the session of the request up. */
    public boolean current() {
        SessionInfo session = sessions.current().orElseThrow();
        LiveSession live = node.node().sessions().all().stream()
                .filter(one -> one.id().equals(session.id()))
                .findFirst()
                .orElseThrow();
        try (HazelcastGrid grid = HazelcastGrid.join(GridSettings.defaults())) {
            grid.signals().send("HF1 release " + live.checkpoint().id().key() + ' ' + session.epoch() + " nobody");
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            while (node.node().sessions().all().contains(live)) {
                if (System.nanoTime() - until > 0) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
