// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.ejb.CheckpointFencedException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A session's part in a transaction: collects what the calls in it changed, puts the fragments before it completes, and
 * publishes once when it has committed. The session stays here until then: no handover comes in between.
 *
 * <p>The container calls it from whatever thread completes the transaction; all methods are synchronized.
 */
final class Enlistment implements Synchronization {

    private static final Logger LOG = Logger.getLogger("io.holdfast.session");

    private final LiveSession session;
    private final Sessions sessions;
    private final Checkpoints checkpoints;
    private final Beans beans;
    private final Changes changes = new Changes();

    /** What beans that are to be restored were when they were first called in the transaction. */
    private final Map<Object, byte[]> before = new LinkedHashMap<>();

    private Checkpoints.Pending pending;

    /** Of a session that was entered for it, and that it leaves in the end. */
    Enlistment(LiveSession session, Sessions sessions, Checkpoints checkpoints, Beans beans) {
        this.session = session;
        this.sessions = sessions;
        this.checkpoints = checkpoints;
        this.beans = beans;
    }

    /** A call of a bean begins that is to be restored if the transaction rolls back. */
    synchronized void remember(Object bean) {
        before.computeIfAbsent(bean, beans::bytes);
    }

    /** A call ended. */
    synchronized void changed(Changes more) {
        changes.addAll(more);
    }

    /** A bean is gone. */
    synchronized void forget(String name, Object bean) {
        changes.forget(name);
        before.remove(bean);
    }

    /** What is thrown here rolls the transaction back. */
    @Override
    public synchronized void beforeCompletion() {
        if (changes.isEmpty() || session.isEnded()) {
            return;
        }
        try {
            pending = checkpoints.prepare(session, changes);
        } catch (RuntimeException failure) {
            sessions.departures().discardIfFenced(session);
            if (isSerious(failure)) {
                throw failure;
            }
            warn(failure);
        }
    }

    @Override
    public synchronized void afterCompletion(int status) {
        try {
            if (status == Status.STATUS_COMMITTED) {
                committed();
            } else {
                rolledBack();
            }
        } finally {
            sessions.departures().discardIfFenced(session);
            session.leave();
        }
    }

    private void committed() {
        if (pending == null || session.isEnded()) {
            return;
        }
        try {
            checkpoints.publish(session, pending);
        } catch (RuntimeException failure) {
            if (!isSerious(failure)) {
                warn(failure);
                return;
            }
            LOG.log(
                    Level.SEVERE,
                    failure,
                    () -> "HF3081 the transaction of session " + session.id()
                            + " is committed, but its checkpoint was not published; until the next one a failover goes"
                            + " back to the one before");
            Binding.current().ifPresent(binding -> binding.failed(failure));
        }
    }

    /** Beans that are not restored have their changes, and so do their checkpoints. */
    private void rolledBack() {
        if (pending != null) {
            checkpoints.abandon(pending);
        }
        if (session.isEnded()) {
            return;
        }
        before.forEach((bean, bytes) -> {
            changes.forget(beans.name(bean));
            beans.capture(bean).restore(bean, bytes);
        });
        changes.answers().clear();
        try {
            if (!changes.isEmpty()) {
                checkpoints.commit(session, changes);
            }
        } catch (RuntimeException failure) {
            LOG.log(
                    Level.WARNING,
                    failure,
                    () -> "HF3082 session " + session.id() + " keeps its changes after a rollback, but their checkpoint"
                            + " could not be made; the next one has them");
        }
    }

    /** A stale bean is no matter of taste. */
    private boolean isSerious(RuntimeException failure) {
        return changes.mustBeSafe() || failure instanceof CheckpointFencedException;
    }

    private void warn(RuntimeException failure) {
        checkpoints.excuse(session);
        LOG.log(
                Level.WARNING,
                failure,
                () -> "HF3083 session " + session.id() + " is unprotected until its next checkpoint");
    }
}
