// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The thread on which the JDK counts the time limits of futures: one for the whole process. It never ends, and holds on to
 * the class loader of whoever made it count first, by the thread's context class loader and by the classes on its stack; in a
 * server that would be an application that may have ended long ago.
 */
final class SharedTimer {

    private static final Logger LOG = System.getLogger(SharedTimer.class.getName());
    private static final long LIMIT_SECONDS = 1;

    private SharedTimer() {}

    /** Starts it, unless it runs, on a thread of the JDK with nothing of an application on its stack. Takes a moment. */
    static void start() {
        CountDownLatch composed = new CountDownLatch(1);
        CompletableFuture<Void> started = CompletableFuture.runAsync(() -> await(composed), SharedTimer::onThePool)
                .thenRunAsync(() -> {}, CompletableFuture.delayedExecutor(1, TimeUnit.NANOSECONDS, Runnable::run));
        composed.countDown(); // from here on the pool's thread goes on by itself, into the timer
        try {
            started.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.DEBUG, "The pool is busy; the timer starts with the first time limit", e);
        }
    }

    /** Not the pool itself, in whose place a future takes a new thread where there are fewer than three processors. */
    private static void onThePool(Runnable task) {
        ForkJoinPool.commonPool().execute(task);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
