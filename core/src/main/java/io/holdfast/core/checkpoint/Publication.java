// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.port.Clock;
import io.holdfast.core.port.ManifestStore;
import io.holdfast.core.port.StoreException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Publishes manifests by compare-and-set and finds out what became of it when the answer was lost. Thread-safe.
 *
 * <p>The rules: our new bytes stand there: set them once more in their own place, for what is read may be on one member
 * only and be lost with it; a change that completes is on all. The old bytes stand there: try again. A manifest of our
 * own epoch stands there: an earlier attempt of ours whose outcome was unknown landed late; it takes the place of the old
 * bytes. Anything else: another owner.
 */
final class Publication {

    /** What is known in the end. */
    enum Outcome {
        /** The new bytes stood in the store, on all copies. */
        PUBLISHED,
        /** Another owner's bytes stand there, or none any more. */
        FENCED,
        /** The store refused; the old bytes stand. */
        REFUSED,
        /** Nobody answers. */
        UNKNOWN
    }

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ManifestStore manifests;
    private final Clock clock;

    Publication(ManifestStore manifests, Clock clock) {
        this.manifests = manifests;
        this.clock = clock;
    }

    /** Tries until the clock shows {@code until} (nanoseconds), and never gives up before the first answer. */
    CompletionStage<Outcome> publish(OwnedCheckpoint owned, byte[] expected, byte[] update, long until) {
        return attempt(owned, expected, update, until, true);
    }

    private CompletionStage<Outcome> attempt(
            OwnedCheckpoint owned, byte[] expected, byte[] update, long until, boolean first) {
        return manifests
                .compareAndSet(owned.id(), expected, update)
                .handle((done, failure) -> {
                    if (failure == null && done) {
                        return CompletableFuture.completedStage(Outcome.PUBLISHED);
                    }
                    if (cause(failure) instanceof StoreException.Refused && first) {
                        return CompletableFuture.completedStage(Outcome.REFUSED);
                    }
                    return readBack(owned, expected, update, until);
                })
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Outcome> readBack(OwnedCheckpoint owned, byte[] expected, byte[] update, long until) {
        return manifests
                .get(owned.id())
                .handle((found, failure) -> {
                    if (failure == null) {
                        byte[] bytes = found.orElse(null);
                        if (Arrays.equals(bytes, update)) {
                            return stands(owned, update, until)
                                    .thenCompose(outcome -> outcome == Outcome.FENCED
                                            ? again(until, () -> readBack(owned, expected, update, until))
                                            : CompletableFuture.completedStage(outcome));
                        }
                        if (Arrays.equals(bytes, expected)) {
                            return again(until, () -> attempt(owned, expected, update, until, false));
                        }
                        return own(owned, found).isPresent()
                                ? again(until, () -> attempt(owned, bytes, update, until, false))
                                : CompletableFuture.completedStage(Outcome.FENCED);
                    }
                    return again(until, () -> readBack(owned, expected, update, until));
                })
                .thenCompose(stage -> stage);
    }

    /** Whether bytes stand now, on all copies: published, fenced if others do, or unknown if nobody answers until then. */
    CompletionStage<Outcome> stands(OwnedCheckpoint owned, byte[] bytes, long until) {
        return manifests
                .compareAndSet(owned.id(), bytes, bytes)
                .handle((stand, failure) -> failure != null
                        ? again(until, () -> stands(owned, bytes, until))
                        : CompletableFuture.completedStage(stand ? Outcome.PUBLISHED : Outcome.FENCED))
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Outcome> again(long until, Supplier<CompletionStage<Outcome>> next) {
        return clock.nanos() - until >= 0
                ? CompletableFuture.completedStage(Outcome.UNKNOWN)
                : clock.after(PAUSE).thenCompose(nothing -> next.get());
    }

    /** The manifest, if it is one of this owner in this epoch. */
    static Optional<Manifest> own(OwnedCheckpoint owned, Optional<byte[]> found) {
        return found.map(bytes -> ManifestFormat.decode(owned.id(), bytes))
                .filter(manifest -> manifest.owner().equals(owned.owner())
                        && manifest.version().epoch() == owned.epoch());
    }

    /** What a failed stage failed with; null if it did not. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
