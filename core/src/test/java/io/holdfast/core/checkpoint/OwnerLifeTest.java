// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import static io.holdfast.core.checkpoint.Samples.CART;
import static io.holdfast.core.memory.Ensemble.bytes;
import static io.holdfast.core.memory.Ensemble.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.memory.Ensemble;
import io.holdfast.core.memory.FaultyGrid;
import io.holdfast.core.memory.FaultyGrid.Fault;
import io.holdfast.core.memory.FaultyGrid.Operation;
import io.holdfast.core.recovery.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Confirming, releasing and ending a checkpoint. */
final class OwnerLifeTest {

    private static final byte[] A = bytes(1, 50_000);
    private static final byte[] B = bytes(2, 50_000);

    private final Ensemble ensemble = Ensemble.of(6);
    private final FaultyGrid faults = ensemble.faults("m0");
    private final Distributor distributor = ensemble.distributor("m0");
    private final OwnedCheckpoint owned = ensemble.fresh(CART, "m0", 2);

    @Test
    void versionsOnlyGrowAndAreNeverUsedTwice() {
        List<Version> versions = new ArrayList<>();
        faults.next(Operation.CAS_MANIFEST, Fault.NONE, Fault.REFUSED, Fault.LOST_REPLY);
        for (byte[] state : List.of(A, B, B, A)) {
            result(distributor.commit(owned, "java", state).handle((done, failure) -> done));
            versions.add(ensemble.manifest(CART).version());
        }
        OwnedCheckpoint next = claim("m1").orElseThrow();
        assertThat(next.epoch()).isEqualTo(2);
        result(new Recovery(ensemble.grid("m1")).reassemble(next));
        versions.add(ensemble.manifest(CART).version());
        versions.add(result(ensemble.distributor("m1").commit(next, "java", B)).version());
        assertThat(versions)
                .containsExactly(
                        new Version(1, 1),
                        new Version(1, 1),
                        new Version(1, 3),
                        new Version(1, 4),
                        new Version(2, 4),
                        new Version(2, 5));
    }

    @Test
    void aNewCheckpointWhereOneStandsIsFenced() {
        commit(A);
        OwnedCheckpoint second = ensemble.fresh(CART, "m1", 2);
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> result(ensemble.distributor("m1").commit(second, "java", B)));
        assertThat(second.isFenced()).isTrue();
        commit(B);
    }

    @Test
    void confirmingTellsTheOwnerThatItOwnsItAndChangesNothing() {
        result(distributor.confirm(owned));
        Layout layout = commit(A);
        result(distributor.confirm(owned));
        assertThat(owned.isFenced()).isFalse();
        assertThat(owned.acknowledged()).hasValue(layout);
        assertThat(owned.lastManifest()).hasValue(ensemble.manifest(CART));
        int calls = faults.calls();
        commit(A);
        assertThat(faults.calls()).as("what is stored stays known").isEqualTo(calls);
    }

    @Test
    void confirmingTellsAReplacedOwner() {
        commit(A);
        claim("m1");
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> result(distributor.confirm(owned)))
                .withMessageStartingWith("HF1221");
        assertThat(owned.isFenced()).isTrue();
    }

    @Test
    void confirmingWithoutAnAnswerIsIndeterminateAndFencesNobody() {
        commit(A);
        faults.next(Operation.CAS_MANIFEST, Fault.LOST_REQUEST);
        assertIndeterminate();
        faults.next(Operation.CAS_MANIFEST, Fault.WRONG_REPLY);
        faults.next(Operation.READ_MANIFEST, Fault.LOST_REQUEST);
        assertIndeterminate();
        assertThat(owned.isFenced()).isFalse();
        commit(B);
    }

    private void assertIndeterminate() {
        assertThatExceptionOfType(CommitIndeterminateException.class)
                .isThrownBy(() -> result(distributor.confirm(owned)))
                .withMessageStartingWith("HF1215");
    }

    @Test
    void confirmingWhatIsKnownIsOneRoundTrip() {
        commit(A);
        int sets = faults.calls(Operation.CAS_MANIFEST);
        int reads = faults.calls(Operation.READ_MANIFEST);
        result(distributor.confirm(owned));
        assertThat(faults.calls(Operation.CAS_MANIFEST)).isEqualTo(sets + 1);
        assertThat(faults.calls(Operation.READ_MANIFEST)).isEqualTo(reads);
    }

    @Test
    void aReleasedCheckpointIsTheNextOnesWithoutAFight() {
        commit(A);
        assertThat(result(distributor.release(owned))).isTrue();
        assertThat(owned.isFenced()).isTrue();
        assertThat(ensemble.manifest(CART).isReleased()).isTrue();
        assertThatExceptionOfType(FencedException.class).isThrownBy(() -> commit(B));
        Recovery recovery = new Recovery(ensemble.grid("m1"));
        OwnedCheckpoint next =
                result(recovery.claim(CART, Manifest::isReleased)).orElseThrow();
        assertThat(Digest.of(result(recovery.reassemble(next)).state())).isEqualTo(Digest.of(A));
        assertThat(ensemble.manifest(CART).owner()).isEqualTo("m1");
    }

    @Test
    void releasingKeepsTheFallbackOfAVersionThatWasNotAcknowledged() {
        Layout ofA = commit(A);
        faults.always(Operation.PUT, Fault.LOST_REQUEST);
        assertThatExceptionOfType(CommitIndeterminateException.class).isThrownBy(() -> commit(B));
        assertThat(result(distributor.release(owned))).isTrue();
        assertThat(ensemble.manifest(CART).fallback()).hasValue(ofA);
        Recovery recovery = new Recovery(ensemble.grid("m1"));
        OwnedCheckpoint next =
                result(recovery.claim(CART, Manifest::isReleased)).orElseThrow();
        assertThat(Digest.of(result(recovery.reassemble(next)).state())).isEqualTo(Digest.of(A));
    }

    @Test
    void releasingWhatStandsNowhereIsDone() {
        assertThat(result(distributor.release(owned))).isTrue();
        assertThat(ensemble.cluster().manifest(CART)).isNull();
    }

    @Test
    void releasingWithALostReplyIsReadBack() {
        commit(A);
        faults.next(Operation.CAS_MANIFEST, Fault.LOST_REPLY);
        assertThat(result(distributor.release(owned))).isTrue();
    }

    @Test
    void releasingWhatWasClaimedWhileItWasReleasedSaysSo() {
        commit(A);
        faults.next(Operation.CAS_MANIFEST, Fault.HELD);
        var release = distributor.release(owned).toCompletableFuture();
        claim("m1");
        faults.release();
        assertThat(result(release)).isFalse();
        assertThat(owned.isFenced()).isTrue();
        assertThat(ensemble.manifest(CART).owner()).isEqualTo("m1");
    }

    @Test
    void aRefusedReleaseLeavesTheOwner() {
        commit(A);
        faults.next(Operation.CAS_MANIFEST, Fault.REFUSED);
        assertThatExceptionOfType(CommitFailedException.class)
                .isThrownBy(() -> result(distributor.release(owned)))
                .withMessageStartingWith("HF1217");
        assertThat(owned.isFenced()).isFalse();
        commit(B);
    }

    @Test
    void aReleaseOfUnknownOutcomeIsFoundOutByTheNextOperation() {
        commit(A);
        faults.next(Operation.CAS_MANIFEST, Fault.LATE).always(Operation.CAS_MANIFEST, Fault.LOST_REQUEST);
        assertThatExceptionOfType(CommitIndeterminateException.class)
                .isThrownBy(() -> result(distributor.release(owned)))
                .withMessageStartingWith("HF1218");
        faults.heal();
        faults.release();
        assertThatExceptionOfType(FencedException.class).isThrownBy(() -> commit(B));
        assertThat(ensemble.manifest(CART).isReleased()).isTrue();
    }

    @Test
    void anEndedCheckpointLeavesNothing() {
        commit(A);
        commit(B);
        result(distributor.end(owned));
        assertThat(ensemble.cluster().manifest(CART)).isNull();
        assertThat(ensemble.cluster().fragmentKeys()).isEmpty();
        assertThatExceptionOfType(FencedException.class).isThrownBy(() -> commit(A));
    }

    @Test
    void endingWhatStandsNowhereIsDone() {
        result(distributor.end(owned));
        assertThat(owned.isFenced()).isTrue();
    }

    @Test
    void endingRemovesAlsoTheFallback() {
        commit(A);
        faults.next(Operation.PUT, Fault.HALF).always(Operation.PUT, Fault.LOST_REQUEST);
        assertThatExceptionOfType(CommitIndeterminateException.class).isThrownBy(() -> commit(B));
        result(distributor.end(owned));
        assertThat(ensemble.cluster().fragmentKeys()).isEmpty();
    }

    @Test
    void endingWithALostOrWrongReplyIsReadBack() {
        for (Fault fault : List.of(Fault.LOST_REPLY, Fault.WRONG_REPLY)) {
            OwnedCheckpoint each = ensemble.fresh(CART, "m0", 2);
            result(distributor.commit(each, "java", A));
            faults.next(Operation.REMOVE_MANIFEST, fault);
            result(distributor.end(each));
            assertThat(ensemble.cluster().manifest(CART)).isNull();
            assertThat(ensemble.cluster().fragmentKeys()).as("%s", fault).isEmpty();
        }
    }

    @Test
    void nothingReadAfterALostReplyIsNoProofThatItIsGoneFromAllCopies() {
        commit(A);
        faults.next(Operation.REMOVE_MANIFEST, Fault.LOST_REPLY).always(Operation.CAS_MANIFEST, Fault.LOST_REQUEST);
        assertThatExceptionOfType(CommitIndeterminateException.class)
                .isThrownBy(() -> result(distributor.end(owned)))
                .withMessageStartingWith("HF1216");
    }

    @Test
    void whatSaysThatACheckpointHasEndedIsNobodysAndGoesWhenSomebodyWantsIt() {
        commit(A);
        faults.next(Operation.REMOVE_MANIFEST, Fault.LOST_REPLY).next(Operation.REMOVE_MANIFEST, Fault.LOST_REQUEST);
        result(distributor.end(owned));
        assertThat(ensemble.manifest(CART).isEnded()).isTrue();
        assertThat(ensemble.cluster().fragmentKeys()).isEmpty();
        assertThatExceptionOfType(FencedException.class).isThrownBy(() -> commit(A));
        assertThat(claim("m1")).isEmpty();
        assertThat(ensemble.cluster().manifest(CART)).isNull();
    }

    @Test
    void whatSaysSoIsNoProofBeforeItIsConfirmed() {
        commit(A);
        faults.next(Operation.REMOVE_MANIFEST, Fault.LOST_REPLY).next(Operation.CAS_MANIFEST, Fault.WRONG_REPLY);
        assertThatExceptionOfType(CommitIndeterminateException.class)
                .isThrownBy(() -> result(distributor.end(owned)))
                .withMessageStartingWith("HF1216");
        assertThat(ensemble.manifest(CART).isEnded()).isTrue();
    }

    @Test
    void aCheckpointThatHasEndedDoesNotComeBackByAMessageThatComesLate() {
        commit(A);
        faults.next(Operation.REMOVE_MANIFEST, Fault.LOST_REPLY).next(Operation.CAS_MANIFEST, Fault.LATE);
        assertThatExceptionOfType(CommitIndeterminateException.class)
                .isThrownBy(() -> result(distributor.end(owned)))
                .withMessageStartingWith("HF1216");
        faults.release();
        assertThat(claim("m1")).isEmpty();
        assertThat(ensemble.cluster().manifest(CART)).isNull();
    }

    @Test
    void endingOfUnknownOutcomeSaysSoAndCanBeRepeated() {
        commit(A);
        for (Fault fault : List.of(Fault.LOST_REQUEST, Fault.REFUSED)) {
            faults.next(Operation.REMOVE_MANIFEST, fault);
            assertThatExceptionOfType(CommitIndeterminateException.class)
                    .isThrownBy(() -> result(distributor.end(owned)))
                    .withMessageStartingWith("HF1216");
            assertThat(ensemble.cluster().manifest(CART)).isNotNull();
        }
        result(distributor.end(owned));
        assertThat(ensemble.cluster().manifest(CART)).isNull();
    }

    @Test
    void endingWhatAnotherClaimedLeavesItToTheOther() {
        commit(A);
        faults.next(Operation.REMOVE_MANIFEST, Fault.HELD);
        var end = distributor.end(owned).toCompletableFuture();
        claim("m1");
        faults.release();
        assertThatExceptionOfType(FencedException.class).isThrownBy(() -> result(end));
        assertThat(ensemble.manifest(CART).owner()).isEqualTo("m1");
        assertThat(ensemble.cluster().fragmentKeys()).isNotEmpty();
        assertThatExceptionOfType(FencedException.class).isThrownBy(() -> result(distributor.end(owned)));
        assertThat(ensemble.cluster().manifest(CART)).isNotNull();
    }

    private Layout commit(byte[] state) {
        return result(distributor.commit(owned, "java", state));
    }

    private Optional<OwnedCheckpoint> claim(String member) {
        return result(new Recovery(ensemble.grid(member)).claim(CART, manifest -> true));
    }
}
