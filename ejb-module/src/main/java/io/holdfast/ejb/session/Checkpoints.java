// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.checkpoint.CheckpointException;
import io.holdfast.core.checkpoint.CommitFailedException;
import io.holdfast.core.checkpoint.CommitIndeterminateException;
import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.FencedException;
import io.holdfast.core.checkpoint.NotEnoughFragmentsException;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.checkpoint.Records;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.recovery.Recovery;
import io.holdfast.ejb.CheckpointFailedException;
import io.holdfast.ejb.CheckpointFencedException;
import io.holdfast.ejb.CheckpointIndeterminateException;
import io.holdfast.ejb.capture.BeanCapture;
import io.holdfast.ejb.capture.CaptureException;
import io.holdfast.ejb.metrics.Metric;
import io.holdfast.ejb.metrics.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes the checkpoints of live sessions: composes the records of a session's beans, waits for the distributor, and
 * tells the caller in the exceptions of the API. Thread-safe.
 */
final class Checkpoints {

    private final Distributor distributor;
    private final Recovery recovery;
    private final Metrics metrics;
    private final Duration limit;

    /** With the longest time that a caller waits for the distributor. */
    Checkpoints(Distributor distributor, Recovery recovery, Metrics metrics, Duration limit) {
        this.distributor = distributor;
        this.recovery = recovery;
        this.metrics = metrics;
        this.limit = limit;
    }

    /** Captures a bean and commits its session. The bean must be still. */
    void checkpoint(LiveSession session, String name, BeanCapture capture, Object bean) {
        byte[] record;
        long start = System.nanoTime();
        try {
            record = capture.capture(bean);
            metrics.record(Metric.CAPTURE, System.nanoTime() - start);
        } catch (CaptureException e) {
            metrics.count(Metric.FAILED);
            throw new CheckpointFailedException(e.getMessage(), e);
        }
        publish(session, capture.codec(), () -> session.records().put(name, record));
    }

    /** Commits the session without one of its beans. */
    void without(LiveSession session, String name, String codec) {
        publish(session, codec, () -> session.records().remove(name));
    }

    /**
     * Commits the session again as it is, because its fragments are not where they should be. If too many of them are
     * lost, the live beans are the source, between two calls.
     */
    void protect(LiveSession session, Beans beans) throws InterruptedException {
        String codec = session.checkpoint().acknowledged().orElseThrow().codec();
        try {
            publish(session, codec, () -> {});
        } catch (NotEnoughFragmentsException lost) {
            boolean done = session.between(
                    limit,
                    () -> publish(session, codec, () -> session.targets().forEach((name, bean) -> session.records()
                            .put(name, beans.capture(bean).capture(bean)))));
            if (!done) {
                throw lost;
            }
        }
    }

    private void publish(LiveSession session, String codec, Runnable change) {
        lock(session);
        boolean unsaved = false;
        try {
            Map<String, byte[]> records = session.records();
            change.run();
            unsaved = true;
            if (records.containsValue(null)) {
                fetch(session);
            }
            Optional<Layout> before = session.checkpoint().acknowledged();
            long start = System.nanoTime();
            Layout layout = await(
                    session.checkpoint().id(),
                    distributor.commit(session.checkpoint(), codec, Records.encode(records)));
            metrics.acknowledged(before, layout, System.nanoTime() - start);
            unsaved = false;
            session.saved();
            if (!before.equals(Optional.of(layout))) { // else nobody was asked
                session.confirmed();
            }
            session.taken();
        } catch (CheckpointFencedException e) {
            metrics.count(Metric.FENCED);
            throw e;
        } catch (CheckpointIndeterminateException e) {
            metrics.count(Metric.INDETERMINATE);
            throw e;
        } catch (CheckpointFailedException e) {
            metrics.count(Metric.FAILED);
            throw e;
        } finally {
            if (unsaved) {
                session.unsaved(codec);
            }
            session.publishing().unlock();
        }
    }

    /** Brings the bytes of the beans that are only in the cluster. */
    private void fetch(LiveSession session) {
        byte[] state = await(session.checkpoint().id(), recovery.stored(session.checkpoint()));
        Map<String, byte[]> stored = Records.decode(state);
        session.records().replaceAll((name, kept) -> kept == null ? stored.get(name) : kept);
    }

    /**
     * Commits a change that could not be made durable when its call ended: what a caller sees must not get lost.
     *
     * @throws CheckpointFailedException and its like, as the call itself did
     */
    void save(LiveSession session) {
        session.unsaved().ifPresent(codec -> publish(session, codec, () -> {}));
    }

    /** Asks the cluster whether this member still owns the session. */
    void confirm(LiveSession session) {
        lock(session);
        try {
            await(session.checkpoint().id(), distributor.confirm(session.checkpoint()));
            session.confirmed();
        } finally {
            session.publishing().unlock();
        }
    }

    /** Gives the session up. */
    void release(LiveSession session) {
        lock(session);
        try {
            await(session.checkpoint().id(), distributor.release(session.checkpoint()));
        } finally {
            session.publishing().unlock();
        }
    }

    /** Ends the session in the cluster. */
    void end(LiveSession session) {
        lock(session);
        try {
            await(session.checkpoint().id(), distributor.end(session.checkpoint()));
        } finally {
            session.publishing().unlock();
        }
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

    private void lock(LiveSession session) {
        try {
            if (session.publishing().tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CheckpointFailedException(
                "HF3031 session " + session.id() + ": another checkpoint of it did not end within " + limit, null);
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
