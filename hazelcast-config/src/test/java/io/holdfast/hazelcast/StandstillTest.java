// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StandstillTest {

    private long now = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos(); // the clock may overflow
    private final Standstill standstill = new Standstill(Duration.ofSeconds(5), () -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void aProcessThatRunsDidNotStandStill() {
        for (int i = 0; i < 100; i++) {
            assertThat(standstill.isRecent()).isFalse();
            pass(Duration.ofMillis(250));
            standstill.tick();
        }
        pass(Duration.ofMillis(4_900)); // much to do
        assertThat(standstill.isRecent()).isFalse();
        standstill.tick();
        assertThat(standstill.isRecent()).isFalse();
    }

    @Test
    void itIsKnownBeforeTheFirstTickAfterIt() {
        pass(Duration.ofSeconds(5));
        assertThat(standstill.isRecent()).isTrue();
    }

    @Test
    void itIsOverWhenTheOthersHaveHadTimeToSaySo() {
        pass(Duration.ofSeconds(7));
        standstill.tick();
        pass(Duration.ofMillis(1_900));
        standstill.tick();
        assertThat(standstill.isRecent()).isTrue();
        pass(Duration.ofMillis(100));
        assertThat(standstill.isRecent()).isFalse();
    }
}
