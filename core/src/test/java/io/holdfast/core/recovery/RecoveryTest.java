// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.recovery;

import static io.holdfast.core.memory.Ensemble.bytes;
import static io.holdfast.core.memory.Ensemble.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdfast.core.checkpoint.CommitIndeterminateException;
import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.FencedException;
import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.NotEnoughFragmentsException;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.checkpoint.UnreadableFormatException;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.memory.Ensemble;
import io.holdfast.core.memory.FaultyGrid;
import io.holdfast.core.memory.FaultyGrid.Fault;
import io.holdfast.core.memory.FaultyGrid.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RecoveryTest {

    private static final CheckpointId CART = new CheckpointId("shop", "cart");
    private static final byte[] A = bytes(1, 70_000);
    private static final byte[] B = bytes(2, 70_000);

    private final Ensemble ensemble = Ensemble.of(7);
    private final Distributor distributor = ensemble.distributor("m0");
    private final OwnedCheckpoint owned = ensemble.fresh(CART, "m0", 2);
    private final FaultyGrid faults = ensemble.faults("m1");
    private final Recovery recovery = new Recovery(ensemble.grid("m1"));
    private final Layout ofA = result(distributor.commit(owned, "java", A));

    @Test
    void aClaimBeginsTheNextEpochAndChangesNothingElse() {
        Manifest before = ensemble.manifest(CART);
        OwnedCheckpoint next = claim("m1").orElseThrow();
        assertThat(next.owner()).isEqualTo("m1");
        assertThat(next.epoch()).isEqualTo(2);
        assertThat(next.tolerate()).isEqualTo(2);
        assertThat(next.createdAt()).isEqualTo(before.createdAt());
        Manifest claimed = ensemble.manifest(CART);
        assertThat(claimed.version()).isEqualTo(new Version(2, 1));
        assertThat(claimed.current()).isEqualTo(ofA);
        assertThat(next.lastManifest()).hasValue(claimed);
    }

    @Test
    void verifyingFindsWhatIsMissingAndTheNextCommitStoresItAgain() {
        assertThat(result(new Recovery(ensemble.grid("m0")).verify(owned))).isEmpty();
        Group group = ofA.groups().get(1);
        result(ensemble.grid("m0").fragments().removeAll(List.of(group.key(CART, 0))));
        assertThat(result(new Recovery(ensemble.grid("m0")).verify(owned))).containsExactly(group.id());
        assertThat(distributor.needsProtection(owned)).isTrue();
        Layout again = result(distributor.commit(owned, "java", A));
        assertThat(again.groups().get(0)).isEqualTo(ofA.groups().get(0));
        assertThat(again.groups().get(1).id()).isNotEqualTo(group.id());
        assertThat(result(new Recovery(ensemble.grid("m0")).verify(owned))).isEmpty();
    }

    @Test
    void whatStandsNowhereOrIsNotAllowedIsNotClaimed() {
        assertThat(result(recovery.claim(new CheckpointId("shop", "none"), any -> true)))
                .isEmpty();
        byte[] standing = ensemble.cluster().manifest(CART);
        assertThat(result(recovery.claim(CART, manifest -> !manifest.owner().equals("m0"))))
                .isEmpty();
        assertThat(ensemble.cluster().manifest(CART)).isSameAs(standing);
        assertThat(result(recovery.manifest(CART))).hasValue(ensemble.manifest(CART));
        assertThat(result(recovery.manifest(new CheckpointId("shop", "none")))).isEmpty();
    }

    @Test
    void nothingIsTakenFromALivingOwnerThatOnlyItsBeanHas() {
        Group group = ofA.groups().get(0);
        result(ensemble.grid("m0").fragments().removeAll(group.keys(CART)));
        byte[] standing = ensemble.cluster().manifest(CART);
        assertThatExceptionOfType(CommitIndeterminateException.class)
                .isThrownBy(() -> claim("m1"))
                .withMessageStartingWith("HF1303 shop/cart was not claimed");
        assertThat(ensemble.cluster().manifest(CART)).isEqualTo(standing);
        ensemble.cluster().crash("m0");
        assertThat(claim("m1")).as("then it is lost anyway").isPresent();
    }

    @Test
    void whoAskedAnOwnerThatIsReplacedMeanwhileTakesNothingFromTheNextOne() {
        Manifest asked = ensemble.manifest(CART);
        assertThat(asked.released(1).claimedBy("m0", 1).isOfSameOwner(asked))
                .as("its next life was not asked")
                .isFalse();
        assertThat(claim("m2")).isPresent();
        assertThat(result(recovery.claim(CART, now -> now.isOfSameOwner(asked))))
                .isEmpty();
        assertThat(ensemble.manifest(CART).owner()).isEqualTo("m2");
        Manifest next = ensemble.manifest(CART);
        assertThat(result(recovery.claim(CART, now -> now.isOfSameOwner(next)))).isPresent();
    }

    @Test
    void ofTwoClaimersThatReadTheSameOneWins() {
        faults.next(Operation.CAS_MANIFEST, Fault.HELD);
        CompletableFuture<Optional<OwnedCheckpoint>> slow =
                recovery.claim(CART, any -> true).toCompletableFuture();
        assertThat(claim("m2")).isPresent();
        faults.release();
        assertThat(result(slow)).isEmpty();
        assertThat(ensemble.manifest(CART).owner()).isEqualTo("m2");
    }

    @Test
    void ofManyClaimersAtTheSameTimeOneWins() throws Exception {
        for (int round = 0; round < 50; round++) {
            CheckpointId id = new CheckpointId("shop", "race" + round);
            result(distributor.commit(ensemble.fresh(id, "m0", 2), "java", new byte[100]));
            CyclicBarrier start = new CyclicBarrier(4);
            List<CompletableFuture<Boolean>> claims = new ArrayList<>();
            for (String member : List.of("m1", "m2", "m3", "m4")) {
                Recovery there = new Recovery(ensemble.grid(member));
                CompletableFuture<Boolean> claim = new CompletableFuture<>();
                claims.add(claim);
                new Thread(() -> {
                            try {
                                start.await();
                                claim.complete(result(there.claim(
                                                id, any -> any.owner().equals("m0")))
                                        .isPresent());
                            } catch (Exception e) {
                                claim.completeExceptionally(e);
                            }
                        })
                        .start();
            }
            long won = 0;
            for (CompletableFuture<Boolean> claim : claims) {
                won += claim.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
            assertThat(ensemble.manifest(id).version().epoch()).isEqualTo(2);
        }
    }

    @Test
    void theOldOwnerIsFencedWhateverItTries() {
        claim("m1");
        byte[] standing = ensemble.cluster().manifest(CART);
        assertFenced(() -> result(distributor.commit(owned, "java", B)));
        assertFenced(() -> result(distributor.confirm(owned)));
        assertFenced(() -> result(distributor.release(owned)));
        assertFenced(() -> result(distributor.end(owned)));
        assertThat(ensemble.cluster().manifest(CART)).isSameAs(standing);
    }

    private static void assertFenced(Runnable operation) {
        assertThatExceptionOfType(FencedException.class).isThrownBy(operation::run);
    }

    @Test
    void aClaimWhoseReplyIsLostIsReadBack() {
        for (Fault fault : List.of(Fault.LOST_REPLY, Fault.WRONG_REPLY, Fault.LOST_REQUEST, Fault.REFUSED)) {
            long epoch = ensemble.manifest(CART).version().epoch();
            faults.next(Operation.CAS_MANIFEST, fault);
            assertThat(claim("m1")).as("%s", fault).isPresent();
            assertThat(ensemble.manifest(CART).version().epoch()).isEqualTo(epoch + 1);
        }
    }

    @Test
    void aClaimThatLandsLateIsTheClaimAndNotAnotherOne() {
        faults.next(Operation.CAS_MANIFEST, Fault.LATE, Fault.HELD);
        CompletableFuture<Optional<OwnedCheckpoint>> claim =
                recovery.claim(CART, any -> true).toCompletableFuture();
        assertThat(claim).isNotDone();
        assertThat(faults.release()).isEqualTo(2);
        OwnedCheckpoint next = result(claim).orElseThrow();
        assertThat(Digest.of(result(recovery.reassemble(next)).state())).isEqualTo(Digest.of(A));
        result(ensemble.distributor("m1").commit(next, "java", B));
    }

    @Test
    void aClaimThatCannotBeKnownSaysSo() {
        faults.always(Operation.CAS_MANIFEST, Fault.LOST_REQUEST);
        assertThatExceptionOfType(CommitIndeterminateException.class)
                .isThrownBy(() -> claim("m1"))
                .withMessageStartingWith("HF1303 shop/cart was not claimed, or nobody knows whether it was; try again");
        faults.heal();
        faults.next(Operation.CAS_MANIFEST, Fault.LOST_REPLY)
                .next(Operation.READ_MANIFEST, Fault.NONE, Fault.LOST_REQUEST);
        assertThatExceptionOfType(CommitIndeterminateException.class).isThrownBy(() -> claim("m1"));
        assertThat(ensemble.manifest(CART).owner()).as("it was claimed").isEqualTo("m1");
        assertThat(claim("m1"))
                .as("so its member must be allowed to claim it once more")
                .isPresent();
    }

    @Test
    void aDamagedManifestIsReported() {
        byte[] standing = ensemble.cluster().manifest(CART);
        byte[] damaged = standing.clone();
        damaged[20] ^= 1;
        result(ensemble.grid("m2").manifests().compareAndSet(CART, standing, damaged));
        assertThatExceptionOfType(UnreadableFormatException.class).isThrownBy(() -> claim("m1"));
        assertThatExceptionOfType(UnreadableFormatException.class).isThrownBy(() -> result(recovery.manifest(CART)));
    }

    @Test
    void theStateIsExactOverManyCrashesOfItsOwner() {
        byte[] state = A;
        OwnedCheckpoint current = owned;
        for (int crash = 0; crash < 12; crash++) {
            String dead = current.owner();
            ensemble.join("n" + crash);
            ensemble.cluster().crash(dead);
            List<String> alive = ensemble.grid("m6").cluster().view().members().stream()
                    .map(member -> member.id())
                    .filter(id -> !id.equals("m6"))
                    .toList();
            String next = alive.get(crash % alive.size());
            Recovery there = new Recovery(ensemble.grid(next));
            current = result(there.claim(CART, manifest -> manifest.owner().equals(dead)))
                    .orElseThrow();
            assertThat(Digest.of(result(there.reassemble(current)).state()))
                    .as("crash %d", crash)
                    .isEqualTo(Digest.of(state));
            assertThat(Digest.of(result(there.stored(current)))).isEqualTo(Digest.of(state));
            assertThat(current.epoch()).isEqualTo(crash + 2);
            Distributor distributorThere = ensemble.distributor(next);
            result(distributorThere.commit(current, "java", state));
            state = bytes(50 + crash, 1000 + crash * 20_000);
            result(distributorThere.commit(current, "java", state));
            distributorThere.close();
        }
        assertThat(ensemble.manifest(CART).version().epoch()).isEqualTo(13);
    }

    @Test
    void aStateOfWhichTooMuchIsLostIsReportedAsLost() {
        List.of("m0", "m2", "m3", "m4").forEach(ensemble.cluster()::crash);
        OwnedCheckpoint next = claim("m1").orElseThrow();
        assertThatExceptionOfType(NotEnoughFragmentsException.class)
                .isThrownBy(() -> result(recovery.reassemble(next)))
                .satisfies(e -> assertThat(e.unanswered()).isZero());
    }

    @Test
    void aStateThatDoesNotAnswerCanBeReassembledLater() {
        OwnedCheckpoint next = claim("m1").orElseThrow();
        faults.always(Operation.GET, Fault.LOST_REQUEST);
        assertThatExceptionOfType(NotEnoughFragmentsException.class)
                .isThrownBy(() -> result(recovery.reassemble(next)))
                .satisfies(e -> assertThat(e.unanswered()).isEqualTo(6));
        faults.heal();
        assertThat(Digest.of(result(recovery.reassemble(next)).state())).isEqualTo(Digest.of(A));
    }

    @Test
    void aNewOwnerThatKeepsFragmentsItselfKnowsThatItMustMoveThem() {
        OwnedCheckpoint next = claim("m1").orElseThrow();
        result(recovery.reassemble(next));
        Distributor there = ensemble.distributor("m1");
        assertThat(there.needsProtection(next)).isTrue();
        result(there.commit(next, "java", A));
        assertThat(there.needsProtection(next)).isFalse();
        IntStream.of(1, 5).forEach(i -> ensemble.cluster().crash("m" + i));
        Recovery last = new Recovery(ensemble.grid("m2"));
        assertThat(Digest.of(result(last.reassemble(claim("m2").orElseThrow())).state()))
                .isEqualTo(Digest.of(A));
    }

    private Optional<OwnedCheckpoint> claim(String member) {
        return result(new Recovery(ensemble.grid(member)).claim(CART, any -> true));
    }
}
