// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.load;

import io.holdfast.testsuite.cluster.CommandException;
import java.time.Duration;

/**
 * How long one tries again, and how long one waits in between.
 *
 * @param limit for all tries together
 * @param interval between two tries
 */
public record Patience(Duration limit, Duration interval) {

    /** The time, in nanoseconds of the JVM's clock, at which it ends if it begins now. */
    public long deadline() {
        return System.nanoTime() + limit.toNanos();
    }

    /** Whether that time has not come. */
    public boolean remains(long deadline) {
        return deadline - System.nanoTime() > 0;
    }

    /**
     * Waits for the interval.
     *
     * @throws CommandException if the thread is interrupted
     */
    public void pause() {
        try {
            Thread.sleep(interval.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("HF5100", "Interrupted.", e);
        }
    }
}
