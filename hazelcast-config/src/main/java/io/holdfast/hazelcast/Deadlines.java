// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends what takes longer than a limit, a little late: one look now and then at all that is under way. A timer for each
 * operation would wake its thread for each, which is much of what a small commit costs. Thread-safe.
 */
final class Deadlines {

    private static final int LOOK_MILLIS = 50;
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);

    private final long limit;
    private final Queue<Watched> watched = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    private record Watched(CompletableFuture<?> outcome, long until) {

        /** Whether it is over, at the latest now. */
        boolean isOver(long now) {
            return outcome.isDone() || (now - until >= 0 && outcome.completeExceptionally(new TimeoutException()));
        }
    }

    Deadlines(Duration limit) {
        this.limit = limit.toNanos();
    }

    /** From now on the outcome has the limit, and at most {@value #LOOK_MILLIS} milliseconds more. */
    void watch(CompletableFuture<?> outcome) {
        watched.add(new Watched(outcome, System.nanoTime() + limit));
        schedule();
    }

    private void schedule() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            LATER.execute(this::look);
        }
    }

    private void look() {
        long now = System.nanoTime();
        watched.removeIf(one -> one.isOver(now));
        scheduled.set(false);
        if (!watched.isEmpty()) {
            schedule();
        }
    }
}
