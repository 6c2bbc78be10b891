// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Gate gate = new Gate();

    @Test
    void manyAreInsideAtATime() {
        gate.enter(false, LONG);
        gate.enter(false, LONG);
        assertThat(gate.isEmpty()).isFalse();
        gate.leave();
        gate.leave();
        assertThat(gate.isEmpty()).isTrue();
    }

    @Test
    void nobodyIsAloneWhileOthersAreInside() throws Exception {
        gate.enter(false, LONG);
        assertThat(gate.alone(Duration.ZERO, () -> {
                    throw new AssertionError();
                }))
                .isFalse();
        gate.leave();
        assertThat(gate.alone(Duration.ZERO, () -> {})).isTrue();
    }

    @Test
    void nobodyWaitsLongerThanItsLimitForWhoIsAlone() throws Exception {
        gate.alone(
                LONG, () -> assertThat(gate.enter(false, Duration.ofMillis(1))).isFalse());
        assertThat(gate.isEmpty()).isTrue();
        assertThat(gate.enter(false, LONG)).isTrue();
    }

    @Test
    void whoEnteredOnOneThreadMayLeaveOnAnother() throws Exception {
        gate.enter(false, LONG);
        CompletableFuture.runAsync(gate::leave).get(30, TimeUnit.SECONDS);
        assertThat(gate.alone(Duration.ZERO, () -> {})).isTrue();
    }

    @Test
    void whoIsInsideEntersAgainThoughOneWaitsToBeAloneAndNewOnesWait() throws Exception {
        gate.enter(false, LONG);
        CompletableFuture<Boolean> alone = new CompletableFuture<>();
        Thread wanting = new Thread(() -> {
            try {
                alone.complete(gate.alone(LONG, () -> {}));
            } catch (InterruptedException e) {
                alone.completeExceptionally(e);
            }
        });
        wanting.start();
        while (wanting.getState() != Thread.State.TIMED_WAITING) {
            assertThat(wanting.isAlive()).isTrue();
            TimeUnit.MILLISECONDS.sleep(1);
        }
        gate.enter(true, LONG);
        CompletableFuture<Void> another = CompletableFuture.runAsync(() -> gate.enter(false, LONG));
        gate.leave();
        gate.leave();
        assertThat(alone.get(30, TimeUnit.SECONDS)).isTrue();
        another.get(30, TimeUnit.SECONDS);
        assertThat(gate.isEmpty()).isFalse();
    }
}
