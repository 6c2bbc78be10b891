// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Looks after the sessions of this member between calls: ends what nobody uses any more, and stores again what lost
 * fragments. Thread-safe.
 */
final class Maintenance {

    private static final Logger LOG = Logger.getLogger("io.holdfast.session");

    private final Sessions sessions;
    private final Checkpoints checkpoints;
    private final Beans beans;
    private final Duration idle;
    private final Executor executor;

    /**
     * Of those sessions.
     *
     * @param idle ends sessions that were idle for so long
     * @param executor for what may block
     */
    Maintenance(Sessions sessions, Checkpoints checkpoints, Beans beans, Duration idle, Executor executor) {
        this.sessions = sessions;
        this.checkpoints = checkpoints;
        this.beans = beans;
        this.idle = idle;
        this.executor = executor;
    }

    /** Ends what nobody used for long, and commits again what lost fragments. */
    void maintain() {
        for (LiveSession session : sessions.all()) {
            try {
                if (isExpired(session)) {
                    if (session.between(Duration.ZERO, session::close)) {
                        sessions.end(session);
                    }
                } else if (checkpoints.needsProtection(session)) {
                    checkpoints.protect(session);
                }
                for (String name : expired(session)) {
                    session.between(Duration.ZERO, () -> beans.bean(name)
                            .ifPresent(bean -> sessions.lifeCycle().removed(session, name, bean)));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                sessions.departures().discardIfFenced(session);
                LOG.log(Level.WARNING, e, () -> "HF3045 session " + session.id() + " could not be looked after");
            }
        }
    }

    /**
     * A session was fetched from its owner, whose bean was one of its replicas: fragments that lie on this member protect
     * it from nothing now. Stores them again, not on the thread of the call that waits for the session.
     */
    void protectSoon(LiveSession session) {
        try {
            executor.execute(() -> {
                try {
                    protect(session);
                } catch (RuntimeException e) {
                    LOG.log(Level.WARNING, e, () -> "HF3045 session " + session.id() + " could not be looked after");
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "HF3048 the application ends; others look after its sessions", e);
        }
    }

    /** Whether some session that runs here has lost fragments, or some that are not where they should be. */
    boolean needsProtection() {
        return sessions.all().stream()
                .filter(session -> session.checkpoint().acknowledged().isPresent())
                .anyMatch(checkpoints::needsProtection);
    }

    /** Stores again what has lost fragments, or is not where it should be. */
    void protect(LiveSession session) {
        try {
            if (checkpoints.needsProtection(session)) {
                checkpoints.protect(session);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sessions.departures().discardIfFenced(session);
        }
    }

    /** A bean that never times out keeps its session. */
    private boolean isExpired(LiveSession session) {
        return session.idleNanos() > idle.toNanos()
                && session.targets().keySet().stream()
                        .noneMatch(name ->
                                beans.timeout(name).filter(Duration::isNegative).isPresent());
    }

    /** The beans whose own timeout has passed, if the session is still. */
    private List<String> expired(LiveSession session) {
        return session.isClosed() || session.idleNanos() == 0
                ? List.of()
                : session.targets().keySet().stream()
                        .filter(name -> beans.timeout(name)
                                .filter(limit -> !limit.isNegative() && session.idleNanos(name) > limit.toNanos())
                                .isPresent())
                        .toList();
    }
}
