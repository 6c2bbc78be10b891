// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import static io.holdfast.core.checkpoint.Samples.CART;
import static io.holdfast.core.memory.Ensemble.bytes;
import static io.holdfast.core.memory.Ensemble.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.memory.Ensemble;
import io.holdfast.core.memory.FaultyGrid;
import io.holdfast.core.memory.FaultyGrid.Fault;
import io.holdfast.core.memory.FaultyGrid.Operation;
import io.holdfast.core.recovery.Recovery;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each row of the table of commits in two steps in {@link Distributor}, and what recovery and later commits make of it. */
final class PreparedOutcomesTest {

    private static final byte[] A = bytes(1, 20_000);
    private static final byte[] B = bytes(2, 20_001);
    private static final byte[] C = bytes(3, 20_002);
    private static final byte[] SMALL = bytes(4, 100);

    private final Ensemble ensemble = Ensemble.of(6);
    private final FaultyGrid faults = ensemble.faults("m0");
    private final Distributor distributor = ensemble.distributor("m0");
    private final OwnedCheckpoint owned = ensemble.fresh(CART, "m0", 2);
    private Layout ofA;

    @BeforeEach
    void aIsAcknowledged() {
        ofA = commit(A);
    }

    @Test
    void whatIsPreparedCountsForNobodyUntilItIsPublished() {
        prepare(B);
        assertThat(owned.acknowledged()).hasValue(ofA);
        assertThat(ensemble.manifest(CART).current()).isEqualTo(ofA);
        assertThat(recovered()).isEqualTo(Digest.of(A));
    }

    @Test
    void whatIsPublishedReplacesTheVersionBeforeAndItsFragmentsAreNotSentAgain() {
        Prepared prepared = prepare(B);
        int sent = faults.calls(Operation.PUT);
        Layout ofB = publish(prepared, B);
        assertThat(faults.calls(Operation.PUT)).isEqualTo(sent);
        assertThat(owned.acknowledged()).hasValue(ofB);
        assertThat(ensemble.manifest(CART).previous()).isEqualTo(ofA);
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofB));
        assertThat(recovered()).isEqualTo(Digest.of(B));
    }

    @Test
    void whatIsAbandonedLeavesNothing() {
        distributor.abandon(prepare(B));
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofA));
        assertThat(recovered()).isEqualTo(Digest.of(A));
    }

    @Test
    void aCommitAfterAnAbandonedOneGoesOn() {
        distributor.abandon(prepare(B));
        Layout ofC = commit(C);
        assertThat(ensemble.manifest(CART).fallback()).hasValue(ofA);
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofC));
        assertThat(recovered()).isEqualTo(Digest.of(C));
    }

    @Test
    void theFirstVersionOfASessionCanBePrepared() {
        var fresh = new CheckpointId("shop", "fresh");
        OwnedCheckpoint first = ensemble.fresh(fresh, "m0", 2);
        Prepared prepared = result(distributor.prepare(first, "java", B));
        assertThat(ensemble.cluster().manifest(fresh)).isNull();
        result(distributor.publish(prepared, "java", () -> B));
        assertThat(ensemble.manifest(fresh).current().digest()).isEqualTo(Digest.of(B));
    }

    @Test
    void aStateThatRidesInTheManifestSendsNothingWhenItIsPrepared() {
        long before = faults.bytesSent();
        Prepared prepared = prepare(SMALL);
        assertThat(faults.bytesSent()).isEqualTo(before);
        publish(prepared, SMALL);
        assertThat(ensemble.cluster().fragmentKeys()).isEmpty();
        assertThat(recovered()).isEqualTo(Digest.of(SMALL));
    }

    @Test
    void aStateThatDidNotChangeCostsNoCall() {
        int before = faults.calls();
        assertThat(publish(prepare(A), A)).isEqualTo(ofA);
        assertThat(faults.calls()).isEqualTo(before);
    }

    @Test
    void fragmentsThatCannotAllBeStoredFailThePreparationAndLeaveNothing() {
        faults.always(Operation.PUT, Fault.HALF);
        assertThatExceptionOfType(CommitFailedException.class)
                .isThrownBy(() -> prepare(B))
                .withMessageStartingWith("HF1214");
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofA));
        faults.heal();
        commit(C);
        assertThat(recovered()).isEqualTo(Digest.of(C));
    }

    @Test
    void aStateThatIsTooLargeFailsThePreparation() {
        assertThatExceptionOfType(CommitFailedException.class)
                .isThrownBy(() -> prepare(new byte[DistributorSettings.DEFAULTS.largestState() + 1]))
                .withMessageStartingWith("HF1204");
    }

    @Test
    void aRefusedPublicationFailsAndTheVersionBeforeStands() {
        Prepared prepared = prepare(B);
        faults.next(Operation.CAS_MANIFEST, Fault.REFUSED);
        assertThatExceptionOfType(CommitFailedException.class)
                .isThrownBy(() -> publish(prepared, B))
                .withMessageStartingWith("HF1213");
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofA));
        assertThat(recovered()).isEqualTo(Digest.of(A));
    }

    @Test
    void aPublicationWhoseAnswerIsLostIsReadBack() {
        Prepared prepared = prepare(B);
        faults.next(Operation.CAS_MANIFEST, Fault.LOST_REPLY);
        publish(prepared, B);
        assertThat(recovered()).isEqualTo(Digest.of(B));
    }

    @Test
    void aPublicationThatNobodyAnswersIsIndeterminateAndTheNextCommitFindsOut() {
        Prepared prepared = prepare(B);
        faults.always(Operation.CAS_MANIFEST, Fault.LOST_REPLY).always(Operation.READ_MANIFEST, Fault.LOST_REQUEST);
        assertThatExceptionOfType(CommitIndeterminateException.class)
                .isThrownBy(() -> publish(prepared, B))
                .withMessageStartingWith("HF1212");
        faults.heal();
        Layout ofC = commit(C);
        assertThat(ensemble.manifest(CART).fallback()).hasValue(ofA);
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofC));
        assertThat(recovered()).isEqualTo(Digest.of(C));
    }

    @Test
    void anOwnerThatLostTheCheckpointInBetweenIsFenced() {
        Prepared prepared = prepare(B);
        assertThat(result(new Recovery(ensemble.grid("m1")).claim(CART, manifest -> true)))
                .isPresent();
        assertThatExceptionOfType(FencedException.class).isThrownBy(() -> publish(prepared, B));
        assertThat(owned.isFenced()).isTrue();
        assertThat(recovered()).isEqualTo(Digest.of(A));
    }

    /** The commit in between may have removed groups that the prepared version refers to, and it is newer. */
    @Test
    void ifAnotherVersionWasCommittedInBetweenTheStateOfNowIsCommittedAsAWhole() {
        Prepared prepared = prepare(B);
        Layout between = commit(C);
        byte[] both = bytes(5, 20_003);
        Layout last = result(distributor.publish(prepared, "java", () -> both));
        assertThat(ensemble.manifest(CART).previous()).isEqualTo(between);
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(last));
        assertThat(recovered()).isEqualTo(Digest.of(both));
    }

    @Test
    void ifAnotherVersionFailedInBetweenTheStateOfNowIsCommittedAsAWhole() {
        Prepared prepared = prepare(B);
        faults.always(Operation.CAS_MANIFEST, Fault.LOST_REPLY).always(Operation.READ_MANIFEST, Fault.LOST_REQUEST);
        assertThatExceptionOfType(CommitIndeterminateException.class).isThrownBy(() -> commit(C));
        faults.heal();
        Layout last = publish(prepared, B);
        assertThat(ensemble.manifest(CART).previous()).isEqualTo(ofA);
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(last));
        assertThat(recovered()).isEqualTo(Digest.of(B));
    }

    @Test
    void ifAMemberWithItsFragmentsIsLostInBetweenTheyAreStoredAgain() {
        Prepared prepared = prepare(B);
        ensemble.cluster().crash("m1");
        publish(prepared, B);
        assertThat(distributor.needsProtection(owned)).isFalse();
        assertThat(recovered()).isEqualTo(Digest.of(B));
    }

    /** The garbage collection would soon take its fragments for leftovers. */
    @Test
    void ifTheLimitHasPassedTheFragmentsAreStoredAgain() {
        Prepared prepared = prepare(B);
        ensemble.clock().leap(DistributorSettings.DEFAULTS.limit());
        int sent = faults.calls(Operation.PUT);
        Layout ofB = publish(prepared, B);
        assertThat(faults.calls(Operation.PUT)).isEqualTo(sent + 1);
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofB));
    }

    private Prepared prepare(byte[] state) {
        return result(distributor.prepare(owned, "java", state));
    }

    private Layout publish(Prepared prepared, byte[] state) {
        return result(distributor.publish(prepared, "java", () -> state));
    }

    private Layout commit(byte[] state) {
        return result(distributor.commit(owned, "java", state));
    }

    /** What a backup member makes of it after the owner and one more have crashed: two members are tolerated. */
    private Digest recovered() {
        ensemble.cluster().crash("m0");
        ensemble.cluster().crash("m3");
        Recovery recovery = new Recovery(ensemble.grid("m4"));
        OwnedCheckpoint claimed = result(recovery.claim(CART, manifest -> true)).orElseThrow();
        return Digest.of(result(recovery.reassemble(claimed)).state());
    }

    private static Set<FragmentKey> keys(Layout layout) {
        Set<FragmentKey> keys = new HashSet<>();
        layout.groups().forEach(group -> keys.addAll(group.keys(CART)));
        return keys;
    }
}
