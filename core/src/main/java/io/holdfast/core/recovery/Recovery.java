// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.recovery;

import io.holdfast.core.checkpoint.CommitIndeterminateException;
import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.ManifestFormat;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.checkpoint.Reassembler;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.Grid;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Makes a member the owner of a checkpoint and gives it the state. Thread-safe.
 *
 * <p>Ownership changes only by a compare-and-set of the manifest to the next epoch: however many members try, one
 * succeeds, and the owner before it cannot publish any more.
 */
public final class Recovery {

    private final Grid grid;
    private final Reassembler reassembler;

    /** Recovers through that grid. */
    public Recovery(Grid grid) {
        this.grid = grid;
        this.reassembler = new Reassembler(grid.fragments());
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
     *     with {@link CommitIndeterminateException} if it cannot be known
     */
    public CompletionStage<Optional<OwnedCheckpoint>> claim(CheckpointId id, Predicate<Manifest> allowed) {
        return grid.manifests().get(id).thenCompose(found -> {
            Optional<Manifest> standing =
                    found.map(bytes -> ManifestFormat.decode(id, bytes)).filter(allowed);
            if (standing.isEmpty()) {
                return CompletableFuture.completedStage(Optional.empty());
            }
            String self = grid.cluster().view().self();
            Manifest claim = standing.orElseThrow().claimedBy(self, grid.clock().millis());
            byte[] bytes = ManifestFormat.encode(claim);
            return grid.manifests()
                    .compareAndSet(id, found.orElseThrow(), bytes)
                    .handle((done, failure) -> failure == null && done
                            ? CompletableFuture.completedStage(true)
                            : grid.manifests().get(id).thenApply(now -> Arrays.equals(now.orElse(null), bytes)))
                    .thenCompose(stage -> stage)
                    .handle((won, failure) -> {
                        if (failure != null) {
                            throw new CommitIndeterminateException(
                                    "HF1303 it is not known whether " + id + " was claimed; try again", failure);
                        }
                        return won ? Optional.of(OwnedCheckpoint.claimed(claim, bytes)) : Optional.empty();
                    });
        });
    }

    /**
     * Puts the state of a claimed checkpoint together; from then on it can be committed. Fails as
     * {@link Reassembler#reassemble}.
     */
    public CompletionStage<Reassembler.Reassembled> reassemble(OwnedCheckpoint owned) {
        return reassembler.reassemble(owned.lastManifest().orElseThrow()).thenApply(reassembled -> {
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
}
