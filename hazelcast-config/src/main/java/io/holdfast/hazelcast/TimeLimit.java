// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Bounds what blocks in Hazelcast and cannot be interrupted: it runs on a thread of its own, which is left behind if it
 * takes too long. Costs two changes of thread, so not for the path of a call.
 */
final class TimeLimit implements AutoCloseable {

    private final Duration limit;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "holdfast-grid-wait");
        thread.setDaemon(true);
        return thread;
    });

    TimeLimit(Duration limit) {
        this.limit = limit;
    }

    /**
     * Waits for the answer.
     *
     * @param operation what it is, for the message
     * @throws io.holdfast.core.port.StoreException if it fails or takes too long
     */
    <T> T await(String operation, Outcome.Kind kind, Supplier<T> work) {
        Outcome<T> outcome = new Outcome<>(operation, kind);
        try {
            threads.execute(() -> {
                try {
                    outcome.complete(work.get());
                } catch (RuntimeException e) {
                    outcome.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            outcome.refuse(e);
        }
        return Outcome.join(outcome.within(limit));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
