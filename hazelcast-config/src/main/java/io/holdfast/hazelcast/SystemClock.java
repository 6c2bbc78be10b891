// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import io.holdfast.core.port.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The time of this machine. */
final class SystemClock implements Clock {

    @Override
    public long millis() {
        return System.currentTimeMillis();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public CompletionStage<Void> after(Duration delay) {
        // Not completeOnTimeout: whatever follows would run on the one thread that times out everything in this
        // process.
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS));
    }
}
