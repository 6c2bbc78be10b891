// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.memory.LeapingClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private final LeapingClock clock = new LeapingClock();
    private final Throttle throttle = new Throttle(clock);

    @Test
    void anAddressMayFailSomeTimesAndThenWaits() {
        for (int i = 0; i < Throttle.TRIES; i++) {
            assertThat(throttle.waitOf("192.0.2.1")).isZero();
            throttle.failed("192.0.2.1");
        }
        assertThat(throttle.waitOf("192.0.2.1")).isEqualTo(Throttle.PER_TRY);
        assertThat(throttle.waitOf("192.0.2.2")).isZero();
    }

    @Test
    void oneTryIsWonBackAfterAWhile() {
        exhaust("192.0.2.1");
        clock.leap(Throttle.PER_TRY);
        assertThat(throttle.waitOf("192.0.2.1")).isZero();
        throttle.failed("192.0.2.1");
        assertThat(throttle.waitOf("192.0.2.1")).isEqualTo(Throttle.PER_TRY);
    }

    @Test
    void restDoesNotSaveUpMoreTries() {
        exhaust("192.0.2.1");
        clock.leap(Duration.ofDays(1));
        exhaust("192.0.2.1");
        assertThat(throttle.waitOf("192.0.2.1")).isEqualTo(Throttle.PER_TRY);
    }

    @Test
    void anIpv6NetworkIsOneClient() {
        exhaust("2001:db8:0:1:0:0:0:1");
        assertThat(throttle.waitOf("2001:db8:0:1:ffff:0:0:2")).isPositive();
        assertThat(throttle.waitOf("2001:db8:0:2:0:0:0:1")).isZero();
    }

    @Test
    void onlySoManyAddressesAreRemembered() {
        exhaust("192.0.2.1");
        for (int i = 0; i < Throttle.ADDRESSES; i++) {
            throttle.failed("10.0." + i / 256 + '.' + i % 256);
        }
        assertThat(throttle.waitOf("192.0.2.1")).isZero();
    }

    private void exhaust(String address) {
        for (int i = 0; i < Throttle.TRIES; i++) {
            throttle.failed(address);
        }
    }
}
