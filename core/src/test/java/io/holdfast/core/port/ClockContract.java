// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

import static io.holdfast.core.port.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every clock does that moves by itself. */
public abstract class ClockContract {

    /** The clock. */
    protected abstract Clock clock();

    @Test
    void nanosecondsNeverJumpBack() {
        long before = clock().nanos();
        for (int i = 0; i < 10_000; i++) {
            long now = clock().nanos();
            assertThat(now - before).isNotNegative();
            before = now;
        }
    }

    @Test
    void whatFollowsADelayDoesNotComeBefore() {
        Duration delay = Duration.ofMillis(30);
        long before = clock().nanos();
        await(clock().after(delay));
        assertThat(clock().nanos() - before).isGreaterThanOrEqualTo(delay.toNanos());
    }

    @Test
    void noDelayIsADelay() {
        await(clock().after(Duration.ZERO));
    }

    @Test
    void millisecondsAreThoseOfPeople() {
        assertThat(clock().millis()).isGreaterThan(Duration.ofDays(365 * 50).toMillis());
    }
}
