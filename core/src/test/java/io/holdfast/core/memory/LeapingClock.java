// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.memory;

import io.holdfast.core.port.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when somebody waits: a wait is over at once, and the clock shows that it was. Thread-safe. */
public final class LeapingClock implements Clock {

    private static final long START = 1_800_000_000_000L;

    private final AtomicLong nanos = new AtomicLong();
    private volatile Runnable listener = () -> {};

    @Override
    public long millis() {
        return START + nanos.get() / 1_000_000;
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public CompletionStage<Void> after(Duration delay) {
        leap(delay);
        return CompletableFuture.completedStage(null);
    }

    /** Lets time pass. */
    public void leap(Duration duration) {
        nanos.addAndGet(duration.toNanos());
        listener.run();
    }

    /** Does something whenever time has passed. */
    public void onLeap(Runnable happening) {
        listener = happening;
    }
}
