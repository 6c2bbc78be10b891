// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.Grid;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Whether this member owns a checkpoint, and how it stops owning it: finds out, gives up, ends. Thread-safe; has no
 * threads of its own.
 */
final class Ownership {

    private static final int CONFIRMATIONS = 3;

    private final Grid grid;
    private final Duration limit;
    private final Publication publication;
    private final Fragments fragments;

    Ownership(Grid grid, Duration limit, Publication publication, Fragments fragments) {
        this.grid = grid;
        this.limit = limit;
        this.publication = publication;
        this.fragments = fragments;
    }

    /**
     * Asks whether this member still owns the checkpoint, as {@link Distributor#confirm} says.
     *
     * <p>What stands there, as far as known, is set once more in its own place, which all copies must confirm: a member
     * that was shut out and does not know it may keep the first copy itself, and would read there what was true before.
     * One round trip, unless something else stands there.
     */
    CompletionStage<Void> confirm(OwnedCheckpoint owned) {
        byte[] known = owned.isResolved() ? owned.standing() : null;
        return orFenced(
                owned,
                known == null
                        ? isMine(owned, CONFIRMATIONS)
                        : grid.manifests()
                                .compareAndSet(owned.id(), known, known)
                                .thenCompose(stands -> stands
                                        ? CompletableFuture.completedStage(true)
                                        : isMine(owned, CONFIRMATIONS)));
    }

    /** Reads what stands there, before a change that finds out by itself whether that is still true. */
    CompletionStage<Void> learn(OwnedCheckpoint owned) {
        return orFenced(owned, grid.manifests().get(owned.id()).thenApply(found -> {
            Optional<Manifest> own = Publication.own(owned, found);
            boolean mine = own.isPresent() || (found.isEmpty() && owned.standing() == null);
            if (mine) {
                owned.learned(own.orElse(null), found.orElse(null));
            }
            return mine;
        }));
    }

    private static CompletionStage<Void> orFenced(OwnedCheckpoint owned, CompletionStage<Boolean> mine) {
        return mine.handle((is, failure) -> {
            if (failure != null) {
                throw new CommitIndeterminateException(
                        "HF1215 the manifest of " + owned.id() + " cannot be confirmed now",
                        Publication.cause(failure));
            }
            if (!is) {
                owned.fence();
                throw fenced(owned);
            }
            return null;
        });
    }

    /** A publication of this owner that lands late changes what stands in between: then it is looked again. */
    private CompletionStage<Boolean> isMine(OwnedCheckpoint owned, int tries) {
        return grid.manifests().get(owned.id()).thenCompose(found -> {
            if (found.isEmpty() && owned.standing() == null) {
                owned.learned(null, null);
                return CompletableFuture.completedStage(true);
            }
            Optional<Manifest> own = Publication.own(owned, found);
            if (own.isEmpty() || tries == 0) {
                return CompletableFuture.completedStage(false);
            }
            byte[] bytes = found.orElseThrow();
            return grid.manifests().compareAndSet(owned.id(), bytes, bytes).thenCompose(stands -> {
                if (!stands) {
                    return isMine(owned, tries - 1);
                }
                owned.learned(own.orElseThrow(), bytes);
                return CompletableFuture.completedStage(true);
            });
        });
    }

    /** Gives the checkpoint up, as {@link Distributor#release} says. */
    CompletionStage<Boolean> release(OwnedCheckpoint owned) {
        return learn(owned)
                .thenCompose(nothing -> owned.standing() == null
                        ? CompletableFuture.completedStage(true)
                        : release(owned, owned.manifest().released(grid.clock().millis())));
    }

    /** Gives the checkpoint up with that manifest, which nobody owns. */
    CompletionStage<Boolean> release(OwnedCheckpoint owned, Manifest released) {
        long until = grid.clock().nanos() + limit.toNanos();
        return publication
                .publish(owned, owned.standing(), ManifestFormat.encode(released), until)
                .thenApply(outcome -> released(owned, outcome));
    }

    private static boolean released(OwnedCheckpoint owned, Publication.Outcome outcome) {
        switch (outcome) {
            case PUBLISHED, FENCED -> {
                owned.fence();
                return outcome == Publication.Outcome.PUBLISHED;
            }
            case REFUSED ->
                throw new CommitFailedException(
                        "HF1217 " + owned.id() + " could not be released, the cluster refused; it stays here", null);
            case UNKNOWN -> {
                owned.unresolved();
                throw new CommitIndeterminateException(
                        "HF1218 nobody in the cluster could say in time whether " + owned.id() + " was released", null);
            }
        }
        throw new AssertionError(outcome);
    }

    /** Ends the checkpoint, as {@link Distributor#end} says. */
    CompletionStage<Void> end(OwnedCheckpoint owned) {
        return learn(owned).thenCompose(nothing -> {
            owned.fence();
            byte[] standing = owned.standing();
            if (standing == null) {
                return CompletableFuture.completedStage(null);
            }
            return grid.manifests()
                    .remove(owned.id(), standing)
                    .handle((removed, failure) -> failure == null && removed
                            ? CompletableFuture.completedStage(Optional.<byte[]>empty())
                            : grid.manifests()
                                    .get(owned.id())
                                    .thenCompose(left -> failure != null && left.isEmpty()
                                            ? endedOnAll(owned)
                                            : CompletableFuture.completedStage(left)))
                    .thenCompose(stage -> stage)
                    .handle((left, failure) -> {
                        if (failure != null
                                || Arrays.equals(left.orElse(null), standing)
                                || isEnded(owned.id(), left)) {
                            throw new CommitIndeterminateException(
                                    "HF1216 " + owned.id() + " may not be ended; end it again",
                                    Publication.cause(failure));
                        }
                        if (left.isPresent()) {
                            throw fenced(owned);
                        }
                        fragments.removeAll(owned.manifest());
                        return null;
                    });
        });
    }

    /**
     * Nothing is read after a removal of unknown outcome. A member that was shut out may have removed what it keeps itself, and
     * reads that, while the others have it still. So it is written down that the checkpoint has ended, which all copies must
     * confirm; then that goes. If it is set late or twice, it stands until somebody looks. Completes with what stands there in
     * the end.
     */
    private CompletionStage<Optional<byte[]>> endedOnAll(OwnedCheckpoint owned) {
        CheckpointId id = owned.id();
        byte[] ended = ManifestFormat.encode(owned.manifest().ended(grid.clock().millis()));
        return grid.manifests()
                .compareAndSet(id, null, ended)
                .thenCompose(written -> written
                        ? grid.manifests().remove(id, ended).handle((removed, failure) -> Optional.<byte[]>empty())
                        : grid.manifests().get(id));
    }

    /** What says so may stand on one copy only. */
    private static boolean isEnded(CheckpointId id, Optional<byte[]> found) {
        return found.filter(bytes -> ManifestFormat.decode(id, bytes).isEnded()).isPresent();
    }

    static FencedException fenced(OwnedCheckpoint owned) {
        return new FencedException(
                "HF1221 " + owned.id() + " is owned by another member now, or was ended; this member's bean is stale",
                null);
    }
}
