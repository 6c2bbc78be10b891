// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.ejb.CheckpointFencedException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets sessions go: to a member that asks for them, and what another member has taken. Thread-safe. */
final class Departures {

    private static final Logger LOG = Logger.getLogger("io.holdfast.session");

    private final Sessions sessions;
    private final Checkpoints checkpoints;
    private final SessionRules rules;
    private final Executor executor;

    /**
     * Of those sessions.
     *
     * @param executor for what may block
     */
    Departures(Sessions sessions, Checkpoints checkpoints, SessionRules rules, Executor executor) {
        this.sessions = sessions;
        this.checkpoints = checkpoints;
        this.rules = rules;
        this.executor = executor;
    }

    /**
     * Hands a session over: waits for its calls to end, gives it up in the cluster, destroys the beans here.
     *
     * @param next the member that asked for it; empty: any
     */
    void release(LiveSession session, Optional<String> next) {
        try {
            if (!session.between(rules.handover(), session::close)) {
                LOG.log(
                        Level.WARNING,
                        "HF3043 session {0} is not handed over: a call on it runs too long",
                        session.id());
                return;
            }
            if (!checkpoints.release(session, next)) {
                sessions.doubt(session.checkpoint().id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            sessions.doubt(session.checkpoint().id());
            LOG.log(Level.WARNING, e, () -> "HF3044 session " + session.id() + " could not be handed over");
        }
        if (session.isClosed()) {
            sessions.forget(session);
            session.destroyAll();
        }
    }

    /** Another member cannot put a session together; on a thread of the grid. */
    void missed(CheckpointId id) {
        if (id.application().equals(sessions.application())) {
            executor.execute(() -> {
                try {
                    sessions.here(id.session()).ifPresent(this::giveUp);
                    checkpoints.restore(id);
                } catch (RuntimeException e) {
                    LOG.log(Level.WARNING, e, () -> "HF3094 session " + id + " could not be stored again");
                }
            });
        }
    }

    /** What another member asked for; on a thread of the grid, so only a hint to ourselves. */
    void asked(Handover.Request request) {
        sessions.here(request.id().session())
                .filter(session -> session.checkpoint().id().equals(request.id())
                        && session.checkpoint().epoch() == request.epoch())
                .ifPresent(session -> executor.execute(() -> release(session, Optional.of(request.asker()))));
    }

    /** Gives a session up if it is another member's. */
    private void giveUp(LiveSession session) {
        try {
            checkpoints.confirm(session);
        } catch (CheckpointFencedException e) {
            if (taken(session)) {
                session.close();
                discard(session);
            }
        }
    }

    /**
     * A session is another member's, as far as is known; says whether it ran here. That may be a claim that can be lost with
     * the only copy that has it: then this member owns it still.
     */
    private boolean taken(LiveSession session) {
        sessions.doubt(session.checkpoint().id());
        return sessions.forget(session);
    }

    void discardIfFenced(LiveSession session) {
        if (session.checkpoint().isFenced() && taken(session)) {
            session.close();
            executor.execute(() -> discard(session));
        }
    }

    /** Its last call may still wait for the cluster. */
    private void discard(LiveSession session) {
        try {
            if (!session.between(rules.call(), () -> checkpoints.keep(session))) {
                LOG.log(
                        Level.WARNING,
                        "HF3095 the state of session {0} cannot be kept meanwhile: a call on it runs too long",
                        session.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, e, () -> "HF3095 the state of session " + session.id() + " cannot be kept meanwhile");
        }
        session.destroyAll();
    }
}
