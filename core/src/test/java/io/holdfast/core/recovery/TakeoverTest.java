// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.recovery;

import static io.holdfast.core.memory.Ensemble.bytes;
import static io.holdfast.core.memory.Ensemble.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdfast.core.checkpoint.CheckpointException;
import io.holdfast.core.checkpoint.CommitIndeterminateException;
import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.FencedException;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.memory.Ensemble;
import io.holdfast.core.memory.FaultyGrid;
import io.holdfast.core.memory.FaultyGrid.Fault;
import io.holdfast.core.memory.FaultyGrid.Operation;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An owner that lives is replaced in the middle of a commit: what one of them acknowledges, the other must have. */
final class TakeoverTest {

    private static final CheckpointId CART = new CheckpointId("shop", "cart");
    private static final byte[] A = bytes(1, 50_000);
    private static final byte[] B = bytes(2, 50_000);
    private static final byte[] SMALL = bytes(3, 20_000);

    private final Ensemble ensemble = Ensemble.of(6);
    private final FaultyGrid faults = ensemble.faults("m0");
    private final Distributor distributor = ensemble.distributor("m0");
    private final OwnedCheckpoint owned = ensemble.fresh(CART, "m0", 2);
    private final Recovery recovery = new Recovery(ensemble.grid("m1"));

    @BeforeEach
    void aIsAcknowledged() {
        result(distributor.commit(owned, "java", A));
    }

    @Test
    void fragmentsThatArriveAfterTheTakeoverAreNotAcknowledged() {
        CompletableFuture<Layout> commit = publishedButNotStored();
        OwnedCheckpoint next = claim();
        assertThat(Digest.of(result(recovery.reassemble(next)).state())).isEqualTo(Digest.of(A));
        faults.release();
        assertThatExceptionOfType(FencedException.class).isThrownBy(() -> result(commit));
        Distributor distributorOfNext = ensemble.distributor("m1");
        assertThat(result(distributorOfNext.commit(next, "java", A)).length()).isEqualTo(A.length);
        assertThat(recoveredBy("m2"))
                .as("the fenced owner took nothing of A away")
                .isEqualTo(Digest.of(A));
    }

    @Test
    void fragmentsThatArriveDuringTheTakeoverAreRecovered() {
        CompletableFuture<Layout> commit = publishedButNotStored();
        OwnedCheckpoint next = claim();
        ensemble.clock().onLeap(faults::release);
        assertThat(Digest.of(result(recovery.reassemble(next)).state())).isEqualTo(Digest.of(B));
        assertThat(commit).isDone();
        result(ensemble.distributor("m1").commit(next, "java", B));
        assertThat(recoveredBy("m2")).isEqualTo(Digest.of(B));
    }

    @Test
    void fragmentsThatArriveBeforeTheTakeoverAreAcknowledgedAndRecovered() {
        CompletableFuture<Layout> commit = publishedButNotStored();
        faults.release();
        assertThat(result(commit).length()).isEqualTo(B.length);
        assertThat(Digest.of(result(recovery.reassemble(claim())).state())).isEqualTo(Digest.of(B));
    }

    @Test
    void whatWasRecoveredIsNotAcknowledgedBeforeItIsKnownToBeStored() {
        Layout layout = result(distributor.commit(owned, "java", SMALL));
        Group group = layout.groups().get(0);
        FragmentKey last = group.key(CART, group.scheme().fragments() - 1);
        result(ensemble.grid("m0").fragments().removeAll(List.of(last)));
        OwnedCheckpoint next = claim();
        FaultyGrid slow = ensemble.faults("m1");
        slow.next(Operation.GET, Collections.nCopies(last.index(), Fault.NONE).toArray(Fault[]::new));
        slow.next(Operation.GET, Fault.HELD);
        assertThat(result(recovery.reassemble(next)).state()).isEqualTo(SMALL);
        CompletableFuture<Layout> unchanged =
                ensemble.distributor("m1").commit(next, "java", SMALL).toCompletableFuture();
        assertThat(unchanged).isNotDone();
        slow.release();
        Group stored = result(unchanged).groups().get(0);
        for (int index = 0; index < stored.scheme().fragments(); index++) {
            assertThat(ensemble.cluster().fragment(stored.key(CART, index))).isNotNull();
        }
    }

    @Test
    void aVersionThatLacksFragmentsDoesNotReplaceTheOneBeforeItUntilTheNextIsStored() {
        faults.always(Operation.PUT, Fault.LOST_REPLY);
        assertThatExceptionOfType(CommitIndeterminateException.class)
                .isThrownBy(() -> result(distributor.commit(owned, "java", B)));
        Group group = ensemble.manifest(CART).current().groups().get(0);
        result(ensemble.grid("m2").fragments().removeAll(List.of(group.key(CART, 0))));
        OwnedCheckpoint next = claim();
        assertThat(Digest.of(result(recovery.reassemble(next)).state())).isEqualTo(Digest.of(B));
        ensemble.faults("m1").next(Operation.PUT, Fault.HELD);
        CompletableFuture<Layout> commit =
                ensemble.distributor("m1").commit(next, "java", SMALL).toCompletableFuture();
        assertThat(commit).isNotDone();
        assertThat(ensemble.manifest(CART).fallback().orElseThrow().digest()).isEqualTo(Digest.of(A));
        ensemble.faults("m1").release();
        assertThat(result(commit).digest()).isEqualTo(Digest.of(SMALL));
        assertThat(ensemble.manifest(CART).fallback().orElseThrow().digest()).isEqualTo(Digest.of(B));
    }

    @Test
    void whatALiveOwnerAcknowledgesIsNeverOlderThanWhatTheNextOneHas() {
        for (Operation slow : new Operation[] {Operation.PUT, Operation.CAS_MANIFEST, Operation.READ_MANIFEST}) {
            for (Fault fault : new Fault[] {Fault.HELD, Fault.LATE, Fault.LOST_REPLY, Fault.LOST_REQUEST}) {
                for (int released = 0; released < 4; released++) {
                    new TakeoverTest().race(slow, fault, released);
                }
            }
        }
    }

    /** Releases what is held before the claim, before the reassembly, during it, or after it. */
    private void race(Operation slow, Fault fault, int released) {
        String what = slow + " " + fault + ", released at " + released;
        aIsAcknowledged();
        faults.next(slow, fault);
        CompletableFuture<Layout> commit = distributor.commit(owned, "java", B).toCompletableFuture();
        release(released == 0);
        OwnedCheckpoint next = claim();
        release(released == 1);
        if (released == 2) {
            ensemble.clock().onLeap(faults::release);
        }
        byte[] state = result(recovery.reassemble(next)).state();
        release(true);
        boolean acknowledged = acknowledged(what, commit);
        Digest recovered = Digest.of(state);
        assertThat(recovered).as(what).isIn(acknowledged ? Set.of(Digest.of(B)) : Set.of(Digest.of(A), Digest.of(B)));
        result(ensemble.distributor("m1").commit(next, "java", state));
        assertThat(recoveredBy("m2")).as(what).isEqualTo(recovered);
    }

    private void release(boolean now) {
        if (now) {
            faults.release();
        }
    }

    private static boolean acknowledged(String what, CompletableFuture<Layout> commit) {
        assertThat(commit).as(what).isDone();
        try {
            commit.join();
            return true;
        } catch (CompletionException e) {
            assertThat(e.getCause()).as(what).isInstanceOf(CheckpointException.class);
            return false;
        }
    }

    private CompletableFuture<Layout> publishedButNotStored() {
        faults.next(Operation.PUT, Fault.HELD);
        CompletableFuture<Layout> commit = distributor.commit(owned, "java", B).toCompletableFuture();
        assertThat(commit).isNotDone();
        return commit;
    }

    private OwnedCheckpoint claim() {
        return result(recovery.claim(CART, manifest -> true)).orElseThrow();
    }

    private Digest recoveredBy(String member) {
        ensemble.cluster().crash("m1");
        ensemble.cluster().crash("m4");
        Recovery there = new Recovery(ensemble.grid(member));
        return Digest.of(result(there.reassemble(
                        result(there.claim(CART, manifest -> true)).orElseThrow()))
                .state());
    }
}
