// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.recovery;

import static io.holdfast.core.memory.Ensemble.bytes;
import static io.holdfast.core.memory.Ensemble.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.checkpoint.CheckpointException;
import io.holdfast.core.checkpoint.CommitIndeterminateException;
import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.FencedException;
import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.memory.Ensemble;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** The session of a random life: its bean's state, and which states recovery may come up with. */
final class RandomSession {

    static final CheckpointId ID = new CheckpointId("shop", "life");

    private final SplittableRandom random;
    private final Ensemble ensemble;
    private final Map<String, Distributor> distributors;
    private final Chronicle chronicle;
    private final int tolerate;
    private final List<OwnedCheckpoint> replaced = new ArrayList<>();
    private final Set<Digest> inFlight = new HashSet<>();

    private OwnedCheckpoint owned;
    private byte[] state = new byte[0];
    private Digest acknowledged;
    private Version version = Version.NONE;

    RandomSession(
            SplittableRandom random,
            Ensemble ensemble,
            Map<String, Distributor> distributors,
            Chronicle chronicle,
            String owner) {
        this.random = random;
        this.ensemble = ensemble;
        this.distributors = distributors;
        this.chronicle = chronicle;
        this.tolerate = 1 + random.nextInt(3);
        this.owned = ensemble.fresh(ID, owner, tolerate);
    }

    String owner() {
        return owned.owner();
    }

    /** A business call without any fault. */
    void call() {
        change();
        commit("commit");
    }

    /** What the owner does from time to time. */
    void protect() {
        if (distributor().needsProtection(owned) || !inFlight.isEmpty()) {
            commit("protect");
            assertThat(distributor().needsProtection(owned)).isFalse();
            chronicle.count("protected");
        }
    }

    private void commit(String why) {
        chronicle.add(why + " by " + owner() + ", " + state.length + " bytes");
        Layout layout = result(distributor().commit(owned, "java", state.clone()));
        assertThat(layout.digest()).isEqualTo(Digest.of(state));
        acknowledge();
    }

    /** A business call that ends as the faults of the owner's grid let it. */
    void callWithFaults() {
        CompletableFuture<Layout> commit = beginCall();
        try {
            result(commit);
            acknowledge();
        } catch (CheckpointException e) {
            chronicle.add("    " + e.getMessage());
            chronicle.count(e.getClass().getSimpleName());
            if (!(e instanceof CommitIndeterminateException)) {
                inFlight.remove(Digest.of(state));
            }
        }
    }

    private CompletableFuture<Layout> beginCall() {
        change();
        chronicle.add("commit with faults by " + owner() + ", " + state.length + " bytes");
        inFlight.add(Digest.of(state));
        return distributor().commit(owned, "java", state.clone()).toCompletableFuture();
    }

    /** The owner is replaced while its commit hangs: what it acknowledges, the next one must have. */
    void callAndLose(String next, Runnable before, Runnable after) {
        OwnedCheckpoint old = owned;
        CompletableFuture<Layout> commit = beginCall();
        Digest what = Digest.of(state);
        before.run();
        recover(next);
        after.run();
        replaced.add(old);
        assertThat(commit).isDone();
        boolean isAcknowledged =
                commit.handle((layout, failure) -> failure == null).join();
        chronicle.count(isAcknowledged ? "raced and acknowledged" : "raced and fenced");
        if (isAcknowledged) {
            assertThat(Digest.of(state)).as("I3: what was acknowledged").isEqualTo(what);
        }
    }

    private void change() {
        int length = random.nextInt(4) == 0 ? random.nextInt(4096) : random.nextInt(120_000);
        byte[] next = random.nextInt(3) == 0 ? bytes(random.nextLong(), length) : state.clone();
        for (int i = random.nextInt(3); i >= 0 && next.length > 0; i--) {
            next[random.nextInt(next.length)] = (byte) random.nextInt();
        }
        state = next;
    }

    private void acknowledge() {
        chronicle.count("acknowledged");
        acknowledged = Digest.of(state);
        inFlight.clear();
    }

    void release() {
        assertThat(result(distributor().release(owned))).isTrue();
    }

    void takeover(String next) {
        chronicle.add("takeover by " + next);
        replaced.add(owned);
        recover(next);
    }

    void recover(String member) {
        long epoch = ensemble.manifest(ID).version().epoch();
        Recovery recovery = new Recovery(ensemble.grid(member));
        OwnedCheckpoint next = result(recovery.claim(ID, any -> true)).orElseThrow();
        assertThat(next.epoch()).as("I2").isEqualTo(epoch + 1);
        byte[] found = result(recovery.reassemble(next)).state();
        chronicle.add("recovered by " + member + ", " + found.length + " bytes");
        Digest digest = Digest.of(found);
        if (digest.equals(acknowledged)) {
            chronicle.count("recovered the acknowledged");
        } else {
            assertThat(inFlight)
                    .as("I1, I3: neither acknowledged nor in flight")
                    .contains(digest);
            chronicle.count("recovered the one in flight");
        }
        // until the next commit, what was in flight may still arrive and be recovered from the new owner
        inFlight.add(acknowledged);
        acknowledged = digest;
        owned = next;
        state = found;
    }

    void staleOwnersTry() {
        byte[] standing = ensemble.cluster().manifest(ID);
        for (OwnedCheckpoint stale : replaced) {
            if (distributors.containsKey(stale.owner())) {
                chronicle.add("stale commit by " + stale.owner() + " of epoch " + stale.epoch());
                try {
                    result(distributors.get(stale.owner()).commit(stale, "java", bytes(random.nextLong(), 10_000)));
                    throw new AssertionError("I2: a replaced owner published");
                } catch (FencedException e) {
                    chronicle.count("FencedException");
                }
            }
        }
        replaced.clear();
        assertThat(ensemble.cluster().manifest(ID)).isSameAs(standing);
    }

    void check() {
        Manifest manifest = ensemble.manifest(ID);
        assertThat(manifest.version()).as("I2: versions only grow").isGreaterThanOrEqualTo(version);
        assertThat(manifest.owner()).isEqualTo(owner());
        assertThat(manifest.version().epoch()).isEqualTo(owned.epoch());
        version = manifest.version();
    }

    /** How many members at once, the owner included, may crash now that all is protected. */
    int tolerated(boolean alone) {
        return owned.acknowledged().orElseThrow().groups().stream()
                .mapToInt(group -> alone ? 0 : group.scheme().losses() + 1)
                .min()
                .orElse(tolerate);
    }

    private Distributor distributor() {
        return distributors.get(owner());
    }
}
