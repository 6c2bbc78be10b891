// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.live;

import io.holdfast.admin.sight.Census;
import io.holdfast.admin.sight.Count;
import io.holdfast.admin.sight.DirectoryCopy;
import io.holdfast.core.port.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks at the cluster again and again while somebody watches, and rarely while nobody does: so that who comes is shown
 * all sessions at once, however many there are. The threads are its own, and nothing that people ask waits for the grid on
 * the thread of the request, or only for a moment. Thread-safe.
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
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(4);

    /** Enough for a look at a small cluster. */
    private static final Duration GLANCE = Duration.ofMillis(150);

    private static final Duration IDLE_LOOK = Duration.ofMinutes(5);

    private final Census census;
    private final DirectoryCopy directory;
    private final Hub hub;
    private final Runnable refreshed;
    private final Runnable tick;
    private final Runnable news;
    private final ScheduledExecutorService timer;
    private final ExecutorService threads;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean hurry = new AtomicBoolean();
    private final AtomicBoolean newsDue = new AtomicBoolean();
    private final Object looked = new Object();
    private volatile long watchedAt;
    private volatile long lookedAt;
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
        this.lookedAt = System.nanoTime() - IDLE_LOOK.toNanos();
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
        look(0);
    }

    /** Something changed that everybody wants to see at once. */
    public void lookSoon() {
        hurry.set(true);
        if (isWatched()) {
            look(50);
        }
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

    /**
     * All sessions. Who comes after a rest waits for the next look, for a few seconds at most. Counts as watching.
     */
    public Count count() {
        return count(LOOK_LIMIT);
    }

    /**
     * All sessions as they were seen last, which may be some minutes ago, or not at all yet, if the server has just started
     * (then the number of the look is 0); what is new is told when the next look has found it. Waits for a moment at most.
     * Counts as watching.
     */
    public Count glance() {
        return count(GLANCE);
    }

    private Count count(Duration patience) {
        long number = census.lastLook().number();
        boolean fresh = number > 0 && isWatched();
        touch();
        if (!fresh) {
            awaitLook(number + 1, System.nanoTime() + patience.toNanos());
        }
        return census.take();
    }

    private void awaitLook(long number, long until) {
        synchronized (looked) {
            try {
                for (long left = until - System.nanoTime();
                        left > 0 && census.lastLook().number() < number;
                        left = until - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(looked, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isWatched() {
        return hub.watchers() > 0 || System.nanoTime() - watchedAt < WATCHED.toNanos();
    }

    private void look(long millis) {
        if (looking.compareAndSet(false, true)) {
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
            synchronized (looked) {
                looked.notifyAll();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "HF4040 looking at all sessions failed; it is tried again", e);
        }
        lookedAt = System.nanoTime();
        later(
                () -> {
                    looking.set(false);
                    if (isWatched()) {
                        look(0);
                    }
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
        } else if (System.nanoTime() - lookedAt >= IDLE_LOOK.toNanos()) {
            look(0);
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
