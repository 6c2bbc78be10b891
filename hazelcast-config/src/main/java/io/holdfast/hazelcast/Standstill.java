// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether this process stood still a moment ago, for so long that the others may have removed it: it does not know of that
 * yet, and may still hear what they sent it before. Thread-safe; looks at the clock four times a second until it is closed.
 */
final class Standstill implements AutoCloseable {

    /** Within this a member that was removed is told so. */
    private static final long SETTLING_NANOS = Duration.ofSeconds(2).toNanos();

    private static final Executor LATER = CompletableFuture.delayedExecutor(250, TimeUnit.MILLISECONDS, Runnable::run);

    private final long longest;
    private final LongSupplier nanos;
    private volatile long tickedAt;
    private volatile long endedAt;
    private volatile boolean closed;

    /** One that lasts so long counts. */
    Standstill(Duration longest) {
        this(longest, System::nanoTime);
        next();
    }

    Standstill(Duration longest, LongSupplier nanos) {
        this.longest = longest.toNanos();
        this.nanos = nanos;
        tickedAt = nanos.getAsLong();
        endedAt = tickedAt - SETTLING_NANOS;
    }

    void tick() {
        long now = nanos.getAsLong();
        if (now - tickedAt >= longest) {
            endedAt = now;
        }
        tickedAt = now;
    }

    private void next() {
        LATER.execute(() -> {
            tick();
            if (!closed) {
                next();
            }
        });
    }

    /** Whether it is so. */
    boolean isRecent() {
        long now = nanos.getAsLong();
        return now - tickedAt >= longest || now - endedAt < SETTLING_NANOS;
    }

    @Override
    public void close() {
        closed = true;
    }
}
