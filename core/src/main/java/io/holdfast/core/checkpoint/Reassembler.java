// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Striper;
import io.holdfast.core.port.FragmentStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Puts a checkpoint together from what survived. All fragments of all groups are asked for at once; the first that are
 * enough win, and parity fills the gaps. Thread-safe; has no threads of its own.
 */
public final class Reassembler {

    private final FragmentStore fragments;
    private final Striper striper = new Striper();

    /** Reads from that store. */
    public Reassembler(FragmentStore fragments) {
        this.fragments = fragments;
    }

    /**
     * A state that was put together.
     *
     * @param layout the version it is of
     * @param state its bytes; their digest was verified
     * @param damaged completes when every fragment has answered: the groups of which one is missing, changed, or
     *     did not answer
     */
    public record Reassembled(Layout layout, byte[] state, CompletionStage<Set<GroupId>> damaged) {}

    /**
     * Reassembles the current version, or the previous one if fragments of the current one are certainly missing: then
     * it never was acknowledged.
     *
     * <p>Fails with {@link NotEnoughFragmentsException}: the loss is certain if nothing is
     * {@link NotEnoughFragmentsException#unanswered() unanswered}, else it is worth another try. A fragment that does
     * not answer never leads to the older version.
     */
    public CompletionStage<Reassembled> reassemble(Manifest manifest) {
        return read(manifest.id(), manifest.current())
                .handle((state, failure) -> {
                    boolean missing = Publication.cause(failure) instanceof NotEnoughFragmentsException e
                            && e.unanswered() == 0
                            && manifest.previous() != null;
                    if (failure == null) {
                        return CompletableFuture.completedStage(state);
                    }
                    return missing
                            ? read(manifest.id(), manifest.previous())
                                    .handle((older, none) -> older == null
                                            ? CompletableFuture.<Reassembled>failedStage(hope(failure, none))
                                            : CompletableFuture.completedStage(older))
                                    .thenCompose(stage -> stage)
                            : CompletableFuture.<Reassembled>failedStage(Publication.cause(failure));
                })
                .thenCompose(stage -> stage);
    }

    /** Why neither version could be read: if the older one may still answer, the loss is not certain. */
    private static Throwable hope(Throwable current, Throwable older) {
        return Publication.cause(older) instanceof NotEnoughFragmentsException e && e.unanswered() > 0
                ? e
                : Publication.cause(current);
    }

    /** Reassembles one version, whatever the manifest says. Fails as {@link #reassemble}. */
    public CompletionStage<Reassembled> read(CheckpointId id, Layout layout) {
        if (layout.isInline()) {
            return verified(layout, layout.inline().clone(), CompletableFuture.completedStage(Set.of()));
        }
        List<GroupRead> reads =
                layout.groups().stream().map(group -> new GroupRead(id, group)).toList();
        reads.forEach(read -> read.start(fragments));
        CompletableFuture<?>[] enough = reads.stream().map(read -> read.enough).toArray(CompletableFuture[]::new);
        CompletableFuture<?>[] all = reads.stream().map(read -> read.all).toArray(CompletableFuture[]::new);
        CompletionStage<Set<GroupId>> damaged = CompletableFuture.allOf(all).thenApply(nothing -> reads.stream()
                .filter(GroupRead::isDamaged)
                .map(GroupRead::id)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
        return CompletableFuture.allOf(enough).thenCompose(nothing -> {
            byte[] state = new byte[layout.length()];
            int at = 0;
            for (GroupRead read : reads) {
                read.join(striper, state, at);
                at += read.length();
            }
            return verified(layout, state, damaged);
        });
    }

    private static CompletionStage<Reassembled> verified(
            Layout layout, byte[] state, CompletionStage<Set<GroupId>> damaged) {
        return Digest.of(state).equals(layout.digest())
                ? CompletableFuture.completedStage(new Reassembled(layout, state, damaged))
                : CompletableFuture.failedStage(new UnreadableFormatException(
                        "HF1302 version " + layout.version()
                                + " was reassembled, but its digest is another: nothing of it is used",
                        null));
    }
}
