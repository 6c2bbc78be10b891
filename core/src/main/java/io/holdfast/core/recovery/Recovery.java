// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.recovery;

import io.holdfast.core.checkpoint.CommitIndeterminateException;
import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.Keyring;
import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.ManifestFormat;
import io.holdfast.core.checkpoint.NotEnoughFragmentsException;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.checkpoint.Reassembler;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.StoreException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes a member the owner of a checkpoint and gives it the state. Thread-safe.
 *
 * <p>Ownership changes only by a compare-and-set of the manifest to the next epoch: however many members try, one
 * succeeds, and the owner before it cannot publish any more.
 */
public final class Recovery {

    private static final int TRIES = 10;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Grid grid;
    private final Reassembler reassembler;

    /** Recovers through that grid what is not encrypted. */
    public Recovery(Grid grid) {
        this(grid, Keyring.NONE);
    }

    /** Recovers through that grid, and opens with these keys. */
    public Recovery(Grid grid, Keyring keys) {
        this.grid = grid;
        this.reassembler = new Reassembler(grid.fragments(), keys);
    }

    /** The manifest, if there is one. Fails with an unreadable-format exception if it is damaged. */
    public CompletionStage<Optional<Manifest>> manifest(CheckpointId id) {
        return grid.manifests().get(id).thenApply(found -> found.map(bytes -> ManifestFormat.decode(id, bytes)));
    }

    /**
     * Claims a checkpoint for this member.
     *
     * @param allowed decides by the manifest that stands there, so that nothing is taken from an owner that should keep
     *     it
     * @return the claimed checkpoint; empty if there is none, it is not allowed, or another member was faster. Fails
     *     with {@link CommitIndeterminateException} if it cannot be known, or if its owner is there, has not let go, and
     *     its fragments cannot be read now: then it stays where it is
     */
    public CompletionStage<Optional<OwnedCheckpoint>> claim(CheckpointId id, Predicate<Manifest> allowed) {
        return claim(id, allowed, this::readable);
    }

    /** Claims a checkpoint whose state this member has, from an owner that cannot put it together. As {@link #claim}. */
    CompletionStage<Optional<OwnedCheckpoint>> claimBack(CheckpointId id, Predicate<Manifest> allowed) {
        return claim(id, allowed, standing -> CompletableFuture.completedStage(null));
    }

    private CompletionStage<Optional<OwnedCheckpoint>> claim(
            CheckpointId id, Predicate<Manifest> allowed, Function<Manifest, CompletionStage<?>> first) {
        return grid.manifests().get(id).thenCompose(found -> {
            Optional<Manifest> standing =
                    found.map(bytes -> ManifestFormat.decode(id, bytes)).filter(allowed);
            if (standing.isEmpty()) {
                return CompletableFuture.completedStage(Optional.empty());
            }
            if (standing.orElseThrow().isEnded()) {
                return grid.manifests()
                        .remove(id, found.orElseThrow())
                        .handle((removed, failure) ->
                                Optional.empty()); // if it stands, the next one who wants it tries
            }
            String self = grid.cluster().view().self();
            Manifest claim = standing.orElseThrow().claimedBy(self, grid.clock().millis());
            byte[] bytes = ManifestFormat.encode(claim);
            return first.apply(standing.orElseThrow())
                    .thenCompose(readable -> take(id, found.orElseThrow(), found.orElseThrow(), bytes, TRIES))
                    .handle((won, failure) -> {
                        if (failure != null) {
                            throw new CommitIndeterminateException(
                                    "HF1303 " + id + " was not claimed, or nobody knows whether it was; try again: "
                                            + failure.getMessage(),
                                    failure);
                        }
                        return won ? Optional.of(OwnedCheckpoint.claimed(claim, bytes)) : Optional.empty();
                    });
        });
    }

    /**
     * An owner that is there and has not let go may have the only copy of the state, in its bean: nothing is taken from it
     * that cannot be put together without it.
     */
    private CompletionStage<?> readable(Manifest standing) {
        boolean living = !Orphans.isOrphan(grid.cluster().view(), standing)
                && !standing.owner().equals(grid.cluster().view().self());
        return living ? reassembler.reassemble(standing) : CompletableFuture.completedStage(null);
    }

    /**
     * Sets the claim. While the old bytes stand after a try, it is tried again with the same bytes: a request that lands
     * late then is this claim, and not one that its member knows nothing of. If the claim stands but nobody confirmed it,
     * it is set once more in its own place: what is read may be on one member only and be lost with it.
     */
    private CompletionStage<Boolean> take(CheckpointId id, byte[] old, byte[] expected, byte[] claim, int tries) {
        return grid.manifests()
                .compareAndSet(id, expected, claim)
                .handle((done, failure) -> failure == null && done
                        ? CompletableFuture.completedStage(true)
                        : grid.manifests().get(id).thenCompose(now -> {
                            byte[] bytes = now.orElse(null);
                            if (!Arrays.equals(bytes, old) && !Arrays.equals(bytes, claim)) {
                                return CompletableFuture.completedStage(false);
                            }
                            return tries > 1
                                    ? grid.clock()
                                            .after(PAUSE)
                                            .thenCompose(waited -> take(id, old, bytes, claim, tries - 1))
                                    : CompletableFuture.failedStage(new StoreException.Unknown(
                                            "HF1304 after " + TRIES + " tries nobody confirmed the claim", failure));
                        }))
                .thenCompose(stage -> stage);
    }

    /**
     * Puts the state of a claimed checkpoint together; from then on it can be committed. Fails as
     * {@link Reassembler#reassemble}.
     *
     * <p>If the current version is not complete, its owner may still be about to store it, and to acknowledge it unless
     * it learns of the claim. It asks when that takes longer than {@link Distributor#UNDISPUTED}; so long is waited here
     * before the older version is taken, or the checkpoint is given up.
     */
    public CompletionStage<Reassembler.Reassembled> reassemble(OwnedCheckpoint owned) {
        Manifest manifest = owned.lastManifest().orElseThrow();
        CompletionStage<Reassembler.Reassembled> first = reassembler.reassemble(manifest);
        return first.handle(
                        (found, failure) -> failure == null && found.layout().equals(manifest.current())
                                ? first
                                : grid.clock()
                                        .after(Distributor.UNDISPUTED)
                                        .thenCompose(waited -> reassembler.reassemble(manifest)))
                .thenCompose(stage -> stage)
                .thenApply(reassembled -> {
                    owned.adopt(reassembled);
                    return reassembled;
                });
    }

    /** Reads the last acknowledged state of a checkpoint that this member owns; changes nothing. */
    public CompletionStage<byte[]> stored(OwnedCheckpoint owned) {
        return reassembler
                .read(owned.id(), owned.acknowledged().orElseThrow())
                .thenApply(Reassembler.Reassembled::state);
    }

    /**
     * Reads and checks every fragment of the last acknowledged version of a checkpoint that this member owns. What is
     * missing or changed is stored again by the next commit.
     *
     * @return the groups of which a fragment is missing or changed, or did not answer. Fails with {@link
     *     NotEnoughFragmentsException} if some group cannot be put together: then all of them are stored again
     */
    public CompletionStage<Set<GroupId>> verify(OwnedCheckpoint owned) {
        Layout layout = owned.acknowledged().orElseThrow();
        return reassembler
                .read(owned.id(), layout)
                .thenCompose(Reassembler.Reassembled::damaged)
                .whenComplete((damaged, failure) -> owned.damaged(
                        failure == null
                                ? damaged
                                : layout.groups().stream().map(Group::id).toList()));
    }
}
