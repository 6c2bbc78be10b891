// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.id.GroupId;
import io.holdfast.core.operation.Operation;
import io.holdfast.core.operation.Operations;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import io.holdfast.core.recovery.Recovery;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Does what people asked the cluster to do with sessions that run on this member, and hands over what runs here while
 * the member is drained. Looks when it is told to and regularly, so that nothing depends on one message. Thread-safe;
 * one look at a time.
 */
final class Errands {

    private static final Logger LOG = Logger.getLogger("io.holdfast.operation");

    private final Operations operations;
    private final Cluster cluster;
    private final Recovery recovery;
    private final Sessions sessions;
    private final Reactivation reactivation;
    private final ReentrantLock looking = new ReentrantLock();

    Errands(Operations operations, Cluster cluster, Recovery recovery, Sessions sessions, Reactivation reactivation) {
        this.operations = operations;
        this.cluster = cluster;
        this.recovery = recovery;
        this.sessions = sessions;
        this.reactivation = reactivation;
    }

    /** Looks once, and does what is found; returns when that is done. Does nothing while another look runs. */
    void look() {
        if (!looking.tryLock()) {
            return;
        }
        try {
            for (Operation operation : operations.all()) {
                if (operation.state() == Operation.State.REQUESTED
                        && operation.session().application().equals(sessions.application())) {
                    take(operation);
                }
            }
            if (operations.drained().contains(self())) {
                handOver();
            }
        } finally {
            looking.unlock();
        }
    }

    private void handOver() {
        int before = sessions.all().size();
        sessions.all().forEach(session -> sessions.departures().release(session, Optional.empty()));
        if (sessions.all().size() < before) {
            operations.wake(); // so that the others find what was released
        }
    }

    private void take(Operation operation) {
        String id = operation.session().session();
        Optional<LiveSession> here = sessions.here(id);
        if (operation.kind() == Operation.Kind.MOVE) {
            if (operation.target().equals(self())) {
                run(operation, () -> move(id, here.isPresent()));
            }
            return;
        }
        here.ifPresent(session -> run(operation, () -> switch (operation.kind()) {
            case VERIFY -> verify(session);
            case REPROTECT -> reprotect(session);
            case END, MOVE -> end(session);
        }));
    }

    private String move(String id, boolean isHere) {
        if (isHere) {
            return "it runs here already";
        }
        LiveSession session = sessions.resume(id)
                .orElseThrow(() -> new IllegalStateException("HF3070 the session has ended, there is nothing to move"));
        reactivation.reactivate(session, session.beanNames());
        return "it runs here now";
    }

    private String verify(LiveSession session) {
        if (session.checkpoint().acknowledged().isEmpty()) {
            return "it has no checkpoint yet";
        }
        Set<GroupId> damaged =
                recovery.verify(session.checkpoint()).toCompletableFuture().join();
        int groups = session.checkpoint().acknowledged().orElseThrow().groups().size();
        return damaged.isEmpty()
                ? "all fragments of " + groups + " groups are there and intact"
                : damaged.size() + " of " + groups + " groups miss fragments; they are stored again soon";
    }

    private String reprotect(LiveSession session) {
        String found = session.checkpoint().acknowledged().isEmpty() ? "" : verifyOrNone(session);
        sessions.maintenance().protect(session);
        return found + "protected again";
    }

    private String verifyOrNone(LiveSession session) {
        try {
            return verify(session) + "; ";
        } catch (CompletionException e) {
            return "fragments were too few, the bean was captured again; ";
        }
    }

    private String end(LiveSession session) {
        sessions.end(session);
        return "it has ended";
    }

    private interface Work {
        String done();
    }

    private void run(Operation operation, Work work) {
        long now = System.currentTimeMillis();
        operations.write(operation.with(Operation.State.RUNNING, memberName(), now, "a member has begun"));
        try {
            String message = work.done();
            operations.write(operation.with(Operation.State.DONE, memberName(), System.currentTimeMillis(), message));
            LOG.log(Level.INFO, "HF3071 {0} of session {1} for {2}: {3}", new Object[] {
                operation.kind(), operation.session(), operation.requestedBy(), message
            });
        } catch (RuntimeException | LinkageError e) {
            LOG.log(
                    Level.WARNING,
                    e,
                    () -> "HF3072 " + operation.kind() + " of session " + operation.session() + " failed");
            operations.write(operation.with(
                    Operation.State.FAILED,
                    memberName(),
                    System.currentTimeMillis(),
                    "HF3072 "
                            + (e instanceof CompletionException && e.getCause() != null ? e.getCause() : e)
                                    .getMessage()));
        }
    }

    private String self() {
        return cluster.view().self();
    }

    private String memberName() {
        ClusterView view = cluster.view();
        return view.member(view.self()).map(Member::name).orElse(view.self());
    }
}
