// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.memory.LeapingClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AccountsTest {

    private final LeapingClock clock = new LeapingClock();
    private final AtomicInteger asked = new AtomicInteger();
    private final Accounts accounts =
            new Accounts(List.of(way("ada", Role.OPERATOR), way("eve", Role.VIEWER)), clock, new SecureRandom());

    @Test
    void eachHasTheRoleOfItsWay() {
        assertThat(accounts.find(new BasicHeader("ada", "right"))).contains(new Account("ada", Role.OPERATOR));
        assertThat(accounts.find(new BasicHeader("eve", "right"))).contains(new Account("eve", Role.VIEWER));
        assertThat(accounts.find(new BasicHeader("eve", "wrong"))).isEmpty();
        assertThat(accounts.find(new BasicHeader("bob", "right"))).isEmpty();
    }

    @Test
    void whatWasRightIsRememberedForAMomentAndWhatWasWrongIsNot() {
        accounts.find(new BasicHeader("ada", "right"));
        accounts.find(new BasicHeader("ada", "right"));
        assertThat(asked).hasValue(2);
        accounts.find(new BasicHeader("ada", "wrong"));
        accounts.find(new BasicHeader("ada", "wrong"));
        assertThat(asked).hasValue(6);
        clock.leap(Accounts.REMEMBERED);
        accounts.find(new BasicHeader("ada", "right"));
        assertThat(asked).hasValue(8);
    }

    @Test
    void theGateCountsWrongOnesAndThenAsksNobody() {
        Gate gate = new Gate(accounts, clock);
        Optional<BasicHeader> wrong = Optional.of(new BasicHeader("ada", "wrong"));
        for (int i = 0; i < Throttle.TRIES; i++) {
            assertThat(gate.judge("10.0.0.1", i % 2 == 0 ? wrong : Optional.empty()))
                    .isEqualTo(new Gate.Verdict(Optional.empty(), Duration.ZERO));
        }
        int before = asked.get();
        Gate.Verdict verdict = gate.judge("10.0.0.1", Optional.of(new BasicHeader("ada", "right")));
        assertThat(verdict.account()).isEmpty();
        assertThat(verdict.pause()).isPositive();
        assertThat(asked).hasValue(before);
        assertThat(gate.judge("10.0.0.2", Optional.of(new BasicHeader("ada", "right")))
                        .account())
                .isPresent();
    }

    private Accounts.Way way(String user, Role role) {
        return new Accounts.Way(
                given -> {
                    asked.incrementAndGet();
                    return given.equals(new BasicHeader(user, "right"));
                },
                role);
    }
}
