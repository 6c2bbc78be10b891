// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.recovery;

import static io.holdfast.core.memory.Ensemble.bytes;
import static io.holdfast.core.memory.Ensemble.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdfast.core.checkpoint.CommitFailedException;
import io.holdfast.core.checkpoint.CommitIndeterminateException;
import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.NotEnoughFragmentsException;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.memory.Ensemble;
import io.holdfast.core.memory.FaultyGrid.Fault;
import io.holdfast.core.memory.FaultyGrid.Operation;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Five members and two lost: 3+1 subsegments on four of them, which survive the loss of one without the live bean. */
final class ReleasedStatesTest {

    private static final CheckpointId CART = new CheckpointId("shop", "cart");
    private static final byte[] STATE = bytes(1, 70_000);

    private final Ensemble ensemble = Ensemble.of(5);
    private final Distributor distributor = ensemble.distributor("m0");
    private final OwnedCheckpoint owned = ensemble.fresh(CART, "m0", 2);
    private final ReleasedStates released = released(1_000_000);
    private final Recovery next = new Recovery(ensemble.grid("m3"));

    private ReleasedStates released(long mostBytes) {
        return new ReleasedStates(ensemble.grid("m0"), new Recovery(ensemble.grid("m0")), distributor, mostBytes);
    }

    @Test
    void aStateThatIsHandedOverWhileTwoMembersAreLostIsStoredAgain() {
        handOver(released);
        loseTwo();
        assertThatExceptionOfType(NotEnoughFragmentsException.class).isThrownBy(this::reassembled);
        assertThat(result(released.restore(CART))).isTrue();
        assertThat(ensemble.manifest(CART).isReleased()).isTrue();
        assertThat(reassembled()).isEqualTo(STATE);
    }

    @Test
    void whatWasStoredAgainIsKeptOn() {
        handOver(released);
        claim();
        loseTwo();
        assertThat(result(released.restore(CART))).isTrue();
        claim();
        assertThat(result(released.restore(CART))).isTrue();
        assertThat(reassembled()).isEqualTo(STATE);
    }

    @Test
    void aStateThatWasTakenByForceIsStoredAgainWithWhatWasInFlight() {
        result(distributor.commit(owned, "java", STATE));
        byte[] inFlight = bytes(2, 70_000);
        ensemble.faults("m0").always(Operation.PUT, Fault.LOST_REQUEST);
        assertThatExceptionOfType(CommitIndeterminateException.class)
                .isThrownBy(() -> result(distributor.commit(owned, "java", inFlight)));
        ensemble.faults("m0").heal();
        OwnedCheckpoint taken = claim();
        loseTwo();
        assertThatExceptionOfType(NotEnoughFragmentsException.class).isThrownBy(() -> result(next.reassemble(taken)));
        released.keep(owned, inFlight);
        assertThat(result(released.restore(CART))).isTrue();
        assertThat(reassembled()).isEqualTo(inFlight);
    }

    @Test
    void whatNobodyClaimedIsLeftAlone() {
        handOver(released);
        assertThat(result(released.restore(CART))).isFalse();
        claim();
        assertThat(result(released.restore(CART))).isTrue();
    }

    @Test
    void aLaterVersionIsNeverReplaced() {
        handOver(released);
        OwnedCheckpoint later = claim();
        result(next.reassemble(later));
        byte[] more = bytes(2, 70_000);
        result(ensemble.distributor("m3").commit(later, "java", more));
        assertThat(result(released.restore(CART))).isFalse();
        assertThat(ensemble.manifest(CART).owner()).isEqualTo("m3");
        assertThat(reassembled()).isEqualTo(more);
    }

    @Test
    void whatEndedIsNotRevived() {
        handOver(released);
        result(ensemble.distributor("m3").end(claim()));
        assertThat(result(released.restore(CART))).isFalse();
        assertThat(result(next.manifest(CART))).isEmpty();
    }

    @Test
    void whatCouldNotBeStoredIsTriedAgain() {
        handOver(released);
        claim();
        loseTwo();
        ensemble.faults("m0").always(Operation.PUT, Fault.REFUSED);
        assertThatExceptionOfType(CommitFailedException.class).isThrownBy(() -> result(released.restore(CART)));
        ensemble.faults("m0").heal();
        assertThat(result(released.restore(CART))).isTrue();
        assertThat(reassembled()).isEqualTo(STATE);
    }

    @Test
    void itIsKeptForAWhileAndNotForEver() {
        handOver(released);
        claim();
        ensemble.clock().leap(Duration.ofSeconds(31));
        assertThat(result(released.restore(CART))).isFalse();
    }

    @Test
    void theEldestGoesWhenThereAreTooMany() {
        ReleasedStates small = released(150_000);
        handOver(small);
        for (int i = 0; i < 2; i++) {
            OwnedCheckpoint other = ensemble.fresh(new CheckpointId("shop", "other" + i), "m0", 2);
            result(distributor.commit(other, "java", STATE));
            small.keep(other, STATE);
            result(next.claim(other.id(), any -> true));
        }
        claim();
        assertThat(result(small.restore(CART))).isFalse();
        assertThat(result(small.restore(new CheckpointId("shop", "other0")))).isTrue();
    }

    private void handOver(ReleasedStates states) {
        result(distributor.commit(owned, "java", STATE));
        states.keep(owned, STATE);
        result(distributor.release(owned));
    }

    private void loseTwo() {
        ensemble.cluster().crash("m1");
        ensemble.cluster().crash("m2");
    }

    private OwnedCheckpoint claim() {
        return result(next.claim(CART, any -> true)).orElseThrow();
    }

    private byte[] reassembled() {
        Optional<OwnedCheckpoint> claimed = result(next.claim(CART, any -> true));
        return result(next.reassemble(claimed.orElseThrow())).state();
    }
}
