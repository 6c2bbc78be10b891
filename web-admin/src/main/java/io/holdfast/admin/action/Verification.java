// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.action;

import io.holdfast.admin.sight.FragmentSight;
import io.holdfast.admin.sight.SessionSummary;
import io.holdfast.admin.sight.Status;
import io.holdfast.admin.sight.StripeMap;
import io.holdfast.core.checkpoint.UnreadableFormatException;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Verifies all sessions: reads every fragment of every one and checks it, one session after the other, so that the
 * cluster is hardly busier for it. Changes nothing. Thread-safe; one run at a time on a member.
 */
public final class Verification implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Verification.class.getName());
    private static final int MOST_NAMED = 100;

    private final Grid grid;
    private final Executor executor;
    private final Runnable told;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean closed;
    private volatile Optional<Progress> progress = Optional.empty();

    /**
     * In that grid.
     *
     * @param told is run when there is progress
     */
    public Verification(Grid grid, Executor executor, Runnable told) {
        this.grid = grid;
        this.executor = executor;
        this.told = told;
    }

    /**
     * How far a run is.
     *
     * @param begunAt epoch milliseconds
     * @param endedAt epoch milliseconds; 0 while it runs
     * @param total sessions to verify
     * @param checked of them so far
     * @param ended of those, that ended before they were looked at
     * @param fragments that were read
     * @param bad of those, that were missing, changed, or did not answer
     * @param unsound sessions with a bad fragment, the first {@value #MOST_NAMED}
     * @param lost sessions that cannot be put together
     */
    public record Progress(
            long begunAt,
            long endedAt,
            int total,
            int checked,
            int ended,
            long fragments,
            long bad,
            List<CheckpointId> unsound,
            int lost) {

        /** Copies the list. */
        public Progress {
            unsound = List.copyOf(unsound);
        }
    }

    /** Begins with these sessions; false if a run is under way. */
    public boolean begin(List<SessionSummary> sessions) {
        if (!running.compareAndSet(false, true)) {
            return false;
        }
        try {
            progress = Optional.of(new Progress(grid.clock().millis(), 0, sessions.size(), 0, 0, 0, 0, List.of(), 0));
            executor.execute(() -> run(sessions));
            return true;
        } catch (RejectedExecutionException e) {
            running.set(false);
            return false;
        }
    }

    /** The run under way, or the last one. */
    public Optional<Progress> progress() {
        return progress;
    }

    private void run(List<SessionSummary> sessions) {
        Tally tally = new Tally(progress.orElseThrow().begunAt(), sessions.size());
        try {
            for (SessionSummary session : sessions) {
                if (closed) {
                    return;
                }
                tally.check(session.id());
                progress = Optional.of(tally.progress(0));
                told.run();
            }
        } finally {
            progress = Optional.of(tally.progress(grid.clock().millis()));
            running.set(false);
            told.run();
        }
    }

    private final class Tally {
        private final long begun;
        private final int total;
        private final List<CheckpointId> unsound = new ArrayList<>();
        private int checked;
        private int ended;
        private int lost;
        private long fragments;
        private long bad;

        Tally(long begun, int total) {
            this.begun = begun;
            this.total = total;
        }

        void check(CheckpointId id) {
            checked++;
            try {
                StripeMap.read(grid, id, List.of()).ifPresentOrElse(this::add, () -> ended++);
            } catch (StoreException | UnreadableFormatException e) {
                LOG.log(Level.INFO, "HF4042 session " + id + " cannot be verified now", e);
                lost += e instanceof UnreadableFormatException ? 1 : 0;
                name(id);
            }
        }

        private void add(StripeMap map) {
            long all = map.groups().stream()
                    .mapToLong(row -> row.fragments().size())
                    .sum();
            long wrong = map.groups().stream()
                    .flatMap(row -> row.fragments().stream())
                    .filter(fragment -> fragment.sight() != FragmentSight.VALID)
                    .count();
            boolean gone = map.session().protection().status() == Status.LOST;
            fragments += all;
            bad += wrong;
            lost += gone ? 1 : 0;
            if (gone || wrong > 0) {
                name(map.session().id());
            }
        }

        private void name(CheckpointId id) {
            if (unsound.size() < MOST_NAMED) {
                unsound.add(id);
            }
        }

        Progress progress(long endedAt) {
            return new Progress(begun, endedAt, total, checked, ended, fragments, bad, unsound, lost);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
