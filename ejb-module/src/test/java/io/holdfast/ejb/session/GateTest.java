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
        gate.enter(false);
        gate.enter(false);
        assertThat(gate.isEmpty()).isFalse();
        gate.leave();
        gate.leave();
        assertThat(gate.isEmpty()).isTrue();
    }

    @Test
    void nobodyIsAloneWhileOthersAreInside() throws Exception {
        gate.enter(false);
        assertThat(gate.alone(Duration.ZERO, () -> {
                    throw new AssertionError();
                }))
                .isFalse();
        gate.leave();
        assertThat(gate.alone(Duration.ZERO, () -> {})).isTrue();
    }

    @Test
    void whoEnteredOnOneThreadMayLeaveOnAnother() throws Exception {
        gate.enter(false);
        CompletableFuture.runAsync(gate::leave).get(30, TimeUnit.SECONDS);
        assertThat(gate.alone(Duration.ZERO, () -> {})).isTrue();
    }

    @Test
    void whoIsInsideEntersAgainThoughOneWaitsToBeAloneAndNewOnesWait() throws Exception {
        gate.enter(false);
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
            TimeUnit.MILLISECONDS.sleep(1);
        }
        gate.enter(true);
        CompletableFuture<Void> another = CompletableFuture.runAsync(() -> gate.enter(false));
        gate.leave();
        gate.leave();
        assertThat(alone.get(30, TimeUnit.SECONDS)).isTrue();
        another.get(30, TimeUnit.SECONDS);
        assertThat(gate.isEmpty()).isFalse();
    }
}
