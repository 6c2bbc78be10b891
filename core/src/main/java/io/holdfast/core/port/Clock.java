// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Time, real or virtual. Thread-safe. */
public interface Clock {

    /** Milliseconds since 1970-01-01 UTC, for what people read; may jump. */
    long millis();

    /** Nanoseconds since an arbitrary moment; never jumps. For intervals. */
    long nanos();

    /** Completes after the delay, on a thread that must not be blocked. Never fails. */
    CompletionStage<Void> after(Duration delay);
}
