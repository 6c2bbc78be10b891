// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.checkpoint.CheckpointException;
import io.holdfast.core.checkpoint.CommitFailedException;
import io.holdfast.core.checkpoint.CommitIndeterminateException;
import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.FencedException;
import io.holdfast.core.checkpoint.NotEnoughFragmentsException;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.checkpoint.Prepared;
import io.holdfast.core.checkpoint.Records;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.recovery.Recovery;
import io.holdfast.core.recovery.ReleasedStates;
import io.holdfast.ejb.CheckpointFailedException;
import io.holdfast.ejb.CheckpointFencedException;
import io.holdfast.ejb.CheckpointIndeterminateException;
import io.holdfast.ejb.capture.CaptureException;
import io.holdfast.ejb.metrics.Metric;
import io.holdfast.ejb.metrics.Metrics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Makes the checkpoints of live sessions: composes the records of a session's beans, waits for the distributor, and
 * tells the caller in the exceptions of the API. Thread-safe.
 */
final class Checkpoints {

    private static final Logger LOG = Logger.getLogger("io.holdfast.session");

    private final Distributor distributor;
    private final Recovery recovery;
    private final ReleasedStates released;
    private final Beans beans;
    private final Metrics metrics;
    private final Duration limit;
    private final int keys;

    /**
     * Of those beans.
     *
     * @param limit the longest time that a caller waits for the distributor
     * @param keys how many idempotency keys a session remembers
     */
    Checkpoints(
            Distributor distributor,
            Recovery recovery,
            ReleasedStates released,
            Beans beans,
            Metrics metrics,
            Duration limit,
            int keys) {
        this.released = released;
        this.beans = beans;
        this.keys = keys;
        this.distributor = distributor;
        this.recovery = recovery;
        this.metrics = metrics;
        this.limit = limit;
    }

    /**
     * The first half of a checkpoint.
     *
     * @param captured what is new
     * @param codec that made it
     * @param stored its fragments
     */
    record Pending(Map<String, byte[]> captured, String codec, Prepared stored) {}

    /** Captures what calls changed, and commits the session. The beans must be still. */
    void commit(LiveSession session, Changes changes) {
        Map<String, byte[]> captured = capture(changes);
        String codec = codec(session, changes);
        locked(session, () -> {
            session.records().put(withAnswers(session, captured, changes));
            return whole(session, codec);
        });
    }

    /** Captures what calls changed, and puts its fragments. Nothing of it counts before {@link #publish}. */
    Pending prepare(LiveSession session, Changes changes) {
        Map<String, byte[]> captured = capture(changes);
        String codec = codec(session, changes);
        return locked(session, () -> {
            Map<String, byte[]> all = withAnswers(session, captured, changes);
            byte[] state = Records.encode(composed(session, all));
            return new Pending(
                    all,
                    codec,
                    await(session.checkpoint().id(), distributor.prepare(session.checkpoint(), codec, state)));
        });
    }

    /** The second half: the session is as it was captured, whatever happens to the publication. */
    void publish(LiveSession session, Pending pending) {
        locked(session, () -> {
            session.records().put(pending.captured());
            return published(
                    session,
                    () -> distributor.publish(
                            pending.stored(), pending.codec(), () -> Records.encode(composed(session, Map.of()))));
        });
    }

    /** Takes the first half back. */
    void abandon(Pending pending) {
        distributor.abandon(pending.stored());
    }

    /** What was captured and may not be in the cluster is left to the next checkpoint. */
    void excuse(LiveSession session) {
        if (tryLock(
                session.records().lock(),
                limit)) { // else another checkpoint is being made, and the next call looks what became of it
            try {
                session.records().excused();
            } finally {
                session.records().lock().unlock();
            }
        }
    }

    /** Commits what was captured before and may not be in the cluster. */
    void settle(LiveSession session) {
        locked(session, () -> session.records().isUnpublished() ? whole(session, codec(session)) : null);
    }

    /** Commits the session without one of its beans. */
    void without(LiveSession session, String name) {
        locked(session, () -> {
            session.records().remove(name);
            return whole(session, codec(session));
        });
    }

    /** The bytes of a bean, if the session has them; brought from the cluster if they are only there. */
    Optional<byte[]> record(LiveSession session, String name) {
        return locked(session, () -> {
            if (session.records().has(name) && session.records().of(name).isEmpty()) {
                composed(session, Map.of());
            }
            return session.records().of(name);
        });
    }

    /**
     * Commits the session again as it is, because its fragments are not where they should be. If too many of them are
     * lost, the live beans are the source, between two calls.
     */
    void protect(LiveSession session) throws InterruptedException {
        try {
            locked(session, () -> whole(session, codec(session)));
        } catch (NotEnoughFragmentsException lost) {
            boolean done = session.between(
                    limit,
                    () -> locked(session, () -> {
                        session.records().put(live(session));
                        return whole(session, codec(session));
                    }));
            if (!done) {
                throw lost;
            }
        }
    }

    private Map<String, byte[]> capture(Changes changes) {
        Map<String, byte[]> captured = new LinkedHashMap<>();
        changes.beans().forEach((name, bean) -> {
            long start = System.nanoTime();
            try {
                captured.put(name, beans.bytes(bean));
                metrics.record(Metric.CAPTURE, System.nanoTime() - start);
            } catch (CaptureException e) {
                metrics.count(Metric.FAILED);
                throw new CheckpointFailedException(e.getMessage(), e);
            }
        });
        return captured;
    }

    private Map<String, byte[]> withAnswers(LiveSession session, Map<String, byte[]> captured, Changes changes) {
        if (!changes.answers().isEmpty()) {
            captured.put(
                    Replies.RECORD,
                    session.records().replies().with(changes.answers(), keys).encode());
        }
        return captured;
    }

    private String codec(LiveSession session, Changes changes) {
        return changes.beans().values().stream()
                .map(bean -> beans.capture(bean).codec())
                .findFirst()
                .orElseGet(() -> codec(session));
    }

    private static String codec(LiveSession session) {
        return session.checkpoint().acknowledged().map(Layout::codec).orElse("java");
    }

    /** One step: everything that the session has. */
    private Layout whole(LiveSession session, String codec) {
        byte[] state = Records.encode(composed(session, Map.of()));
        return published(session, () -> distributor.commit(session.checkpoint(), codec, state));
    }

    private Layout published(LiveSession session, Supplier<CompletionStage<Layout>> commit) {
        Optional<Layout> before = session.checkpoint().acknowledged();
        long start = System.nanoTime();
        Layout layout = await(session.checkpoint().id(), commit.get());
        metrics.acknowledged(before, layout, System.nanoTime() - start);
        if (!before.equals(Optional.of(layout))) { // else nobody was asked
            session.confirmed(start);
        }
        session.records().published();
        return layout;
    }

    /** All records, with what was captured; those that are only in the cluster are brought, unless others replace them. */
    private Map<String, byte[]> composed(LiveSession session, Map<String, byte[]> captured) {
        Map<String, byte[]> records = session.records().with(captured);
        if (!records.containsValue(null)) {
            return records;
        }
        byte[] state = await(session.checkpoint().id(), recovery.stored(session.checkpoint()));
        session.records().complete(Records.decode(state));
        return session.records().with(captured);
    }

    /** Does something while no other checkpoint of the session is made, and counts what goes wrong. */
    private <T> T locked(LiveSession session, Supplier<T> work) {
        try {
            return alone(session, work);
        } catch (CheckpointFencedException e) {
            metrics.count(Metric.FENCED);
            throw e;
        } catch (CheckpointIndeterminateException e) {
            metrics.count(Metric.INDETERMINATE);
            throw e;
        } catch (CheckpointFailedException e) {
            metrics.count(Metric.FAILED);
            throw e;
        }
    }

    /** Does something while no other checkpoint of the session is made. */
    private <T> T alone(LiveSession session, Supplier<T> work) {
        if (!tryLock(session.records().lock(), limit)) {
            throw new CheckpointFailedException(
                    "HF3031 session " + session.id() + ": another checkpoint of it did not end within " + limit, null);
        }
        try {
            return work.get();
        } finally {
            session.records().lock().unlock();
        }
    }

    /** Takes a lock; answers false after the limit, or if the thread is interrupted. */
    static boolean tryLock(Lock lock, Duration limit) {
        try {
            return lock.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Asks the cluster whether this member still owns the session. */
    void confirm(LiveSession session) {
        long asked = alone(session, () -> {
            long now = System.nanoTime();
            await(session.checkpoint().id(), distributor.confirm(session.checkpoint()));
            return now;
        });
        session.confirmed(asked);
    }

    /**
     * Gives the session up. Its beans, which must be still, count as one of its replicas: so its state is kept here for a
     * while after them.
     *
     * @param next the member that asked for it; empty: any
     */
    boolean release(LiveSession session, Optional<String> next) {
        return alone(session, () -> {
            boolean published = !session.records().isUnpublished();
            if (published) {
                kept(session);
            }
            return await(
                    session.checkpoint().id(),
                    next.filter(asker -> published)
                            .map(asker -> distributor.handOver(
                                    session.checkpoint(),
                                    asker,
                                    codec(session),
                                    () -> Records.encode(composed(session, Map.of()))))
                            .orElseGet(() -> distributor.release(session.checkpoint())));
        });
    }

    /** Keeps the state of a session that another member has taken for a while. The beans must be still. */
    void keep(LiveSession session) {
        alone(session, () -> kept(session));
    }

    /** As well as it goes: the session moves also without it. */
    private boolean kept(LiveSession session) {
        try {
            released.keep(session.checkpoint(), Records.encode(composed(session, live(session))));
            return true;
        } catch (RuntimeException e) {
            LOG.log(
                    Level.FINE,
                    e,
                    () -> "HF3095 what is handed over of session " + session.id() + " cannot be kept here meanwhile");
            return false;
        }
    }

    /** Another member cannot put a session together: stores it again if its state is kept here. */
    void restore(CheckpointId id) {
        if (await(id, released.restore(id))) {
            LOG.log(Level.INFO, "HF3090 session {0} was stored again from what this member kept of it", id);
        }
    }

    private Map<String, byte[]> live(LiveSession session) {
        Map<String, byte[]> records = new LinkedHashMap<>();
        session.targets().forEach((name, bean) -> records.put(name, beans.bytes(bean)));
        return records;
    }

    /** Ends the session in the cluster. */
    void end(LiveSession session) {
        alone(session, () -> await(session.checkpoint().id(), distributor.end(session.checkpoint())));
    }

    /**
     * The state of a claimed checkpoint. Fragments whose members do not answer are asked for again until the limit.
     *
     * @throws NotEnoughFragmentsException if it is lost
     * @throws CheckpointIndeterminateException if those members never answered
     */
    byte[] reassemble(OwnedCheckpoint owned) {
        long until = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return await(owned.id(), recovery.reassemble(owned)).state();
            } catch (NotEnoughFragmentsException e) {
                if (e.unanswered() == 0) {
                    throw e;
                }
                if (System.nanoTime() - until >= 0) {
                    throw new CheckpointIndeterminateException(e.getMessage(), e);
                }
            }
        }
    }

    boolean needsProtection(LiveSession session) {
        return distributor.needsProtection(session.checkpoint());
    }

    /** Waits, and says what happened in the exceptions of the API. */
    <T> T await(CheckpointId id, CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw translated(id, e.getCause());
        } catch (TimeoutException e) {
            throw new CheckpointIndeterminateException(
                    "HF3032 session " + id + ": the cluster did not answer within " + limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CheckpointIndeterminateException(
                    "HF3033 session " + id + ": the thread was interrupted while it waited for the cluster", e);
        }
    }

    private static RuntimeException translated(CheckpointId id, Throwable cause) {
        if (cause instanceof FencedException) {
            return new CheckpointFencedException(cause.getMessage(), cause);
        }
        if (cause instanceof CommitFailedException) {
            return new CheckpointFailedException(cause.getMessage(), cause);
        }
        if (cause instanceof CommitIndeterminateException) {
            return new CheckpointIndeterminateException(cause.getMessage(), cause);
        }
        if (cause instanceof NotEnoughFragmentsException lost) {
            return lost;
        }
        if (cause instanceof CheckpointException) {
            return new CheckpointFailedException(cause.getMessage(), cause);
        }
        return new CheckpointIndeterminateException("HF3034 session " + id + ": " + cause.getMessage(), cause);
    }
}
