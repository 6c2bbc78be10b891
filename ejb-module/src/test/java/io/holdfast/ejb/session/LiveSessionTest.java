// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.id.CheckpointId;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveSessionTest {

    private static final long LEASE = Duration.ofMinutes(10).toNanos();

    @Test
    void theLeaseBeginsWhenTheClusterIsAskedAndNotWhenItsAnswerIsRead() {
        long now = System.nanoTime();
        LiveSession session = session(now);
        assertThat(session.isConfirmed(LEASE)).isTrue();
        session.confirmed(now - 2 * LEASE); // this member was stopped before it read the answer
        assertThat(session.isConfirmed(LEASE)).isFalse();
        session.confirmed(now);
        assertThat(session.isConfirmed(LEASE)).isTrue();
    }

    @Test
    void theLeaseOfAClaimBeginsWithTheClaimHoweverLongItsStateTookToArrive() {
        assertThat(session(System.nanoTime() - 2 * LEASE).isConfirmed(LEASE)).isFalse();
    }

    private static LiveSession session(long confirmedAt) {
        return new LiveSession(
                OwnedCheckpoint.fresh(new CheckpointId("shop", "s1"), "n1", 2, 0), Map.of(), confirmedAt);
    }
}
