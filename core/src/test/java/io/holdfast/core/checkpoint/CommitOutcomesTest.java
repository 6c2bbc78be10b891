// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import static io.holdfast.core.checkpoint.Samples.CART;
import static io.holdfast.core.memory.Ensemble.bytes;
import static io.holdfast.core.memory.Ensemble.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.memory.Ensemble;
import io.holdfast.core.memory.FaultyGrid;
import io.holdfast.core.memory.FaultyGrid.Fault;
import io.holdfast.core.memory.FaultyGrid.Operation;
import io.holdfast.core.recovery.Recovery;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each row of the table in {@link Distributor}, and what recovery and the next commit make of it. */
final class CommitOutcomesTest {

    private static final byte[] A = bytes(1, 20_000);
    private static final byte[] B = bytes(2, 20_001);
    private static final byte[] C = bytes(3, 20_002);

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
    void storedAndPublishedIsAcknowledgedAndReplacesTheVersionBefore() {
        Layout ofB = commit(B);
        assertThat(owned.acknowledged()).hasValue(ofB);
        assertThat(ensemble.manifest(CART).current()).isEqualTo(ofB);
        assertThat(ensemble.manifest(CART).previous()).isEqualTo(ofA);
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofB));
        assertThat(recovered()).isEqualTo(Digest.of(B));
    }

    @Test
    void fragmentsThatArriveAtASecondTryAreAcknowledged() {
        faults.next(Operation.PUT, Fault.LOST_REQUEST, Fault.REFUSED, Fault.HALF, Fault.LOST_REPLY);
        commit(B);
        assertThat(faults.calls(Operation.PUT)).isEqualTo(1 + 5);
        assertThat(recovered()).isEqualTo(Digest.of(B));
    }

    @Test
    void publishedWithoutItsFragmentsIsIndeterminateAndRecoveryTakesTheVersionBefore() {
        faults.always(Operation.PUT, Fault.HALF);
        assertIndeterminate("HF1211", B);
        assertThat(owned.acknowledged()).hasValue(ofA);
        assertThat(ensemble.manifest(CART).fallback()).hasValue(ofA);
        assertThat(recovered()).isEqualTo(Digest.of(A));
    }

    @Test
    void publishedWithFragmentsThatNobodyConfirmedIsIndeterminateAndRecoveryTakesIt() {
        faults.always(Operation.PUT, Fault.LOST_REPLY);
        assertIndeterminate("HF1211", B);
        assertThat(recovered()).isEqualTo(Digest.of(B));
    }

    @Test
    void aVersionThatWasNotAcknowledgedIsNeverAFallback() {
        faults.always(Operation.PUT, Fault.LOST_REQUEST);
        assertIndeterminate("HF1211", B);
        assertIndeterminate("HF1211", C);
        assertThat(ensemble.manifest(CART).fallback()).hasValue(ofA);
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofA));
        faults.heal();
        Layout ofC = commit(C);
        assertThat(ensemble.manifest(CART).fallback()).hasValue(ofA);
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofC));
        assertThat(recovered()).isEqualTo(Digest.of(C));
    }

    @Test
    void goingBackToTheAcknowledgedStateNeedsNoFragment() {
        faults.always(Operation.PUT, Fault.LOST_REQUEST);
        assertIndeterminate("HF1211", B);
        Layout again = commit(A);
        assertThat(again.groups()).isEqualTo(ofA.groups());
        assertThat(ensemble.manifest(CART).current()).isEqualTo(again);
        assertThat(recovered()).isEqualTo(Digest.of(A));
    }

    @Test
    void groupsOfAVersionThatWasNotAcknowledgedAreNotReferenced() {
        faults.always(Operation.PUT, Fault.LOST_REQUEST);
        assertIndeterminate("HF1211", B);
        faults.heal();
        Layout ofB = commit(B);
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofB));
        assertThat(recovered()).isEqualTo(Digest.of(B));
    }

    @Test
    void refusedIsFailedAndTheVersionBeforeStands() {
        byte[] standing = ensemble.cluster().manifest(CART);
        faults.next(Operation.CAS_MANIFEST, Fault.REFUSED);
        assertThatExceptionOfType(CommitFailedException.class)
                .isThrownBy(() -> commit(B))
                .withMessageStartingWith("HF1213 checkpoint 1.2 of shop/cart-1");
        assertThat(ensemble.cluster().manifest(CART)).isSameAs(standing);
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofA));
        assertThat(owned.acknowledged()).hasValue(ofA);
        commit(C);
        assertThat(recovered()).isEqualTo(Digest.of(C));
    }

    @Test
    void refusedWithFragmentsThatAreOnTheirWayLeavesNoneOfThemBehind() {
        faults.next(Operation.CAS_MANIFEST, Fault.REFUSED).next(Operation.PUT, Fault.HELD);
        CompletableFuture<Layout> commit = distributor.commit(owned, "java", B).toCompletableFuture();
        assertThat(commit).isNotDone();
        faults.release();
        assertThat(commit).isCompletedExceptionally();
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofA));
    }

    @Test
    void anotherOwnerFencesAndLosesNothing() {
        claim("m1");
        byte[] standing = ensemble.cluster().manifest(CART);
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> commit(B))
                .withMessageStartingWith("HF1221 shop/cart-1");
        assertThat(owned.isFenced()).isTrue();
        assertThat(ensemble.cluster().manifest(CART)).isSameAs(standing);
        assertThat(ensemble.cluster().fragmentKeys()).containsAll(keys(ofA));
        assertThat(recovered()).isEqualTo(Digest.of(A));
        int calls = faults.calls();
        assertThatExceptionOfType(FencedException.class).isThrownBy(() -> commit(C));
        assertThat(faults.calls()).as("a fenced owner asks nobody").isEqualTo(calls);
    }

    @Test
    void anEndedCheckpointFences() {
        Distributor other = ensemble.distributor("m1");
        result(other.end(claim("m1")));
        assertThatExceptionOfType(FencedException.class).isThrownBy(() -> commit(B));
        assertThat(ensemble.cluster().manifest(CART)).isNull();
    }

    /** The reply is lost, and before the owner reads back, another one has taken over what was published. */
    @Test
    void aFencedOwnerLeavesWhatTheNextOwnerTookOver() {
        faults.next(Operation.CAS_MANIFEST, Fault.LOST_REPLY).next(Operation.READ_MANIFEST, Fault.HELD);
        CompletableFuture<Layout> commit = distributor.commit(owned, "java", B).toCompletableFuture();
        Set<FragmentKey> ofB = new HashSet<>(ensemble.cluster().fragmentKeys());
        ofB.removeAll(keys(ofA));
        OwnedCheckpoint next = claim("m1");
        assertThat(result(new Recovery(ensemble.grid("m1")).reassemble(next))
                        .layout()
                        .digest())
                .isEqualTo(Digest.of(B));
        faults.release();
        assertThatExceptionOfType(FencedException.class).isThrownBy(() -> result(commit));
        assertThat(ensemble.cluster().fragmentKeys()).hasSize(10).containsAll(ofB);
        assertThat(recovered()).isEqualTo(Digest.of(B));
    }

    @Test
    void aLostReplyIsReadBack() {
        faults.next(Operation.CAS_MANIFEST, Fault.LOST_REPLY);
        commit(B);
        assertThat(recovered()).isEqualTo(Digest.of(B));
    }

    @Test
    void aStoreThatAnswersFalseThoughItChangedIsReadBack() {
        faults.next(Operation.CAS_MANIFEST, Fault.WRONG_REPLY);
        commit(B);
        assertThat(owned.isFenced()).isFalse();
        assertThat(recovered()).isEqualTo(Digest.of(B));
    }

    @Test
    void aLostRequestIsTriedAgain() {
        faults.next(Operation.CAS_MANIFEST, Fault.LOST_REQUEST, Fault.LOST_REQUEST, Fault.REFUSED, Fault.LOST_REPLY);
        faults.next(Operation.READ_MANIFEST, Fault.LOST_REQUEST, Fault.NONE, Fault.LOST_REQUEST);
        commit(B);
        assertThat(recovered()).isEqualTo(Digest.of(B));
    }

    @Test
    void nobodyAnswersIsIndeterminateAfterTheLimit() {
        faults.always(Operation.CAS_MANIFEST, Fault.LOST_REQUEST);
        long before = ensemble.clock().nanos();
        assertIndeterminate("HF1212", B);
        Duration took = Duration.ofNanos(ensemble.clock().nanos() - before);
        Duration limit = DistributorSettings.DEFAULTS.limit();
        assertThat(took).isBetween(limit, limit.plusSeconds(1));
        assertThat(recovered()).isEqualTo(Digest.of(A));
    }

    @Test
    void theNextCommitFindsOutThatTheUnknownOneWasNotPublished() {
        faults.always(Operation.CAS_MANIFEST, Fault.LOST_REQUEST);
        assertIndeterminate("HF1212", B);
        faults.heal();
        commit(C);
        assertThat(ensemble.manifest(CART).fallback()).hasValue(ofA);
        assertThat(recovered()).isEqualTo(Digest.of(C));
    }

    @Test
    void anUnknownOneThatLandsLateDoesNotReplaceWhatWasAcknowledgedAfterIt() {
        faults.always(Operation.CAS_MANIFEST, Fault.LATE);
        assertIndeterminate("HF1212", B);
        faults.heal();
        commit(A); // as it stands already
        assertThat(faults.release()).isPositive();
        int calls = faults.calls();
        commit(A);
        assertThat(faults.calls()).as("now nothing is in doubt").isEqualTo(calls);
        assertThat(recovered()).isEqualTo(Digest.of(A));
    }

    @Test
    void theNextCommitFindsOutThatTheUnknownOneWasPublished() {
        faults.always(Operation.CAS_MANIFEST, Fault.LOST_REPLY).always(Operation.READ_MANIFEST, Fault.LOST_REQUEST);
        assertIndeterminate("HF1212", B);
        assertIndeterminate("HF1215", C);
        faults.heal();
        Layout ofC = commit(C);
        assertThat(ensemble.manifest(CART).fallback())
                .as("not B, which was not acknowledged")
                .hasValue(ofA);
        assertThat(ensemble.cluster().fragmentKeys())
                .as("those of B are obsolete")
                .isEqualTo(keys(ofC));
        assertThat(recovered()).isEqualTo(Digest.of(C));
    }

    @Test
    void theNextCommitFindsOutThatAnotherOwnerCameInBetween() {
        faults.always(Operation.CAS_MANIFEST, Fault.LOST_REQUEST);
        assertIndeterminate("HF1212", B);
        faults.heal();
        claim("m1");
        assertThatExceptionOfType(FencedException.class).isThrownBy(() -> commit(C));
        assertThat(recovered()).isEqualTo(Digest.of(A));
    }

    @Test
    void anEarlierAttemptThatLandsLateIsAdoptedAndNotTakenForAnotherOwner() {
        faults.next(Operation.CAS_MANIFEST, Fault.LATE).always(Operation.READ_MANIFEST, Fault.LOST_REQUEST);
        assertIndeterminate("HF1212", B);
        faults.heal();
        faults.next(Operation.CAS_MANIFEST, Fault.HELD);
        CompletableFuture<Layout> commit = distributor.commit(owned, "java", C).toCompletableFuture();
        assertThat(commit).isNotDone();
        assertThat(faults.release())
                .as("the late attempt, and after it the held one")
                .isEqualTo(2);
        assertThat(result(commit).length()).isEqualTo(C.length);
        assertThat(owned.isFenced()).isFalse();
        assertThat(ensemble.manifest(CART).fallback()).hasValue(ofA);
        assertThat(recovered()).isEqualTo(Digest.of(C));
    }

    @Test
    void aManifestThatCannotBeReadIsReportedAndNotOverwritten() {
        byte[] standing = ensemble.cluster().manifest(CART);
        byte[] damaged = Samples.flipped(standing, 100);
        result(ensemble.grid("m1").manifests().compareAndSet(CART, standing, damaged));
        assertThatExceptionOfType(UnreadableFormatException.class)
                .isThrownBy(() -> commit(B))
                .withMessageStartingWith("HF1103");
        assertThat(ensemble.cluster().manifest(CART)).isSameAs(damaged);
    }

    private Layout commit(byte[] state) {
        return result(distributor.commit(owned, "java", state));
    }

    private void assertIndeterminate(String code, byte[] state) {
        assertThatExceptionOfType(CommitIndeterminateException.class)
                .isThrownBy(() -> commit(state))
                .withMessageStartingWith(code);
    }

    private OwnedCheckpoint claim(String member) {
        return result(new Recovery(ensemble.grid(member)).claim(CART, manifest -> true))
                .orElseThrow();
    }

    /** What a backup member makes of it after the owner and one more have crashed: two members are tolerated. */
    private Digest recovered() {
        ensemble.cluster().crash("m0");
        ensemble.cluster().crash("m3");
        return Digest.of(result(new Recovery(ensemble.grid("m4")).reassemble(claim("m4")))
                .state());
    }

    private static Set<FragmentKey> keys(Layout layout) {
        Set<FragmentKey> keys = new HashSet<>();
        layout.groups().forEach(group -> keys.addAll(group.keys(CART)));
        return keys;
    }
}
