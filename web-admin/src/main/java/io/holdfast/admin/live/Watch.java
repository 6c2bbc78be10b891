// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.live;

import io.holdfast.admin.sight.Census;
import io.holdfast.admin.sight.Count;
import io.holdfast.admin.sight.DirectoryCopy;
import io.holdfast.core.port.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks at the cluster again and again while somebody watches, and rests while nobody does. The threads are its own, and
 * nothing that people ask waits for the grid on the thread of the request. Thread-safe.
 */
public final class Watch implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Watch.class.getName());

    /** After the last request somebody is taken to watch for so long. */
    static final Duration WATCHED = Duration.ofSeconds(60);

    /** Looks take at most a fifth of the time: each is followed by a rest of four times its length. */
    private static final int REST = 4;

    private static final long SHORTEST_REST_MILLIS = 1_000;
    private static final long TICK_MILLIS = 2_000;
    private static final long DIRECTORY_TICKS_WATCHED = 3;
    private static final long DIRECTORY_TICKS_IDLE = 15;
    private static final Duration FIRST_LOOK = Duration.ofSeconds(4);

    private final Census census;
    private final DirectoryCopy directory;
    private final Hub hub;
    private final Runnable refreshed;
    private final Runnable tick;
    private final Runnable news;
    private final ScheduledExecutorService timer;
    private final ExecutorService threads;
    private final CountDownLatch first = new CountDownLatch(1);
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean hurry = new AtomicBoolean();
    private final AtomicBoolean newsDue = new AtomicBoolean();
    private volatile long watchedAt;
    private long ticks;

    /**
     * Rests until somebody watches.
     *
     * @param refreshed is run when the copy of the directory has been read anew, also while nobody watches
     * @param tick is run every two seconds while somebody watches
     * @param news is run soon after {@link #newsSoon()}
     */
    public Watch(
            Census census,
            DirectoryCopy directory,
            Hub hub,
            ExecutorService threads,
            Runnable refreshed,
            Runnable tick,
            Runnable news) {
        this.census = census;
        this.directory = directory;
        this.hub = hub;
        this.threads = threads;
        this.refreshed = refreshed;
        this.tick = tick;
        this.news = news;
        this.watchedAt = System.nanoTime() - WATCHED.toNanos();
        this.timer = Executors.newScheduledThreadPool(2, threads("holdfast-console-timer"));
        begin();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is guarded does not fail, and ends with the timer
    private void begin() {
        timer.scheduleWithFixedDelay(guarded(this::tick), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Threads that end with the server. */
    public static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + '-' + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Somebody watches. */
    public void touch() {
        watchedAt = System.nanoTime();
        lookAgain(0);
    }

    /** Something changed that everybody wants to see at once. */
    public void lookSoon() {
        hurry.set(true);
        lookAgain(50);
    }

    /** News come soon, many of them as one. */
    public void newsSoon() {
        if (newsDue.compareAndSet(false, true)) {
            later(
                    () -> {
                        newsDue.set(false);
                        news.run();
                    },
                    100);
        }
    }

    /** All sessions; waits for the first look, for a moment. Counts as watching. */
    public Count count() {
        touch();
        try {
            if (!first.await(FIRST_LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.DEBUG, "The first look takes longer; what it has found so far is shown");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return census.take();
    }

    private boolean isWatched() {
        return hub.watchers() > 0 || System.nanoTime() - watchedAt < WATCHED.toNanos();
    }

    private void lookAgain(long millis) {
        if (isWatched() && looking.compareAndSet(false, true)) {
            later(this::look, millis);
        }
    }

    /** Looks, rests, and looks again while somebody watches. */
    private void look() {
        hurry.set(false);
        long rest = SHORTEST_REST_MILLIS;
        try {
            Census.Look look = census.look(threads);
            rest = Math.max(rest, REST * look.millis());
            first.countDown();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "HF4040 looking at all sessions failed; it is tried again", e);
        }
        later(
                () -> {
                    looking.set(false);
                    lookAgain(0);
                },
                hurry.get() ? SHORTEST_REST_MILLIS / 2 : rest);
        newsSoon();
    }

    private void tick() {
        long every = isWatched() ? DIRECTORY_TICKS_WATCHED : DIRECTORY_TICKS_IDLE;
        if (ticks++ % every == 0) {
            try {
                directory.refresh();
                refreshed.run();
            } catch (StoreException e) {
                LOG.log(Level.DEBUG, "The directory does not answer now; what is known of it stands", e);
            }
        }
        if (isWatched()) {
            tick.run();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is guarded does not fail, and ends with the timer
    private void later(Runnable work, long millis) {
        try {
            timer.schedule(guarded(work), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The console ends", e);
        }
    }

    /** A repeated task that throws is never run again; so it must not. */
    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "HF4041 watching the cluster failed; it goes on", e);
            }
        };
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
