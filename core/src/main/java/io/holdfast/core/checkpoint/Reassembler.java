// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Striper;
import io.holdfast.core.port.FragmentStore;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Keyring keys;
    private final Striper striper = new Striper();

    /** Reads from that store what is not encrypted. */
    public Reassembler(FragmentStore fragments) {
        this(fragments, Keyring.NONE);
    }

    /** Reads from that store, and opens with these keys. */
    public Reassembler(FragmentStore fragments, Keyring keys) {
        this.fragments = fragments;
        this.keys = keys;
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

    /**
     * Reassembles one version, whatever the manifest says. Fails as {@link #reassemble}, and with
     * {@link UnreadableFormatException} if it is encrypted and does not open: with the wrong key nothing is lost.
     */
    public CompletionStage<Reassembled> read(CheckpointId id, Layout layout) {
        Optional<Seal> seal;
        try {
            seal = keys.seal(id, layout.key());
        } catch (UnreadableFormatException e) {
            return CompletableFuture.failedStage(e);
        }
        return layout.isInline() ? readInline(layout, seal) : readGroups(id, layout, seal);
    }

    private static CompletionStage<Reassembled> readInline(Layout layout, Optional<Seal> seal) {
        byte[] state = layout.inline().clone();
        if (seal.isPresent()) {
            state = new byte[layout.length()];
            String name = Draft.inlineName(layout.version());
            if (!seal.orElseThrow().open(name, layout.inline(), state, 0)) {
                return CompletableFuture.failedStage(seal.orElseThrow().broken(name));
            }
        }
        return verified(layout, state, seal, CompletableFuture.completedStage(Set.of()));
    }

    private CompletionStage<Reassembled> readGroups(CheckpointId id, Layout layout, Optional<Seal> seal) {
        List<GroupRead> reads = layout.groups().stream()
                .map(group -> new GroupRead(id, group, seal))
                .toList();
        reads.forEach(read -> read.start(fragments));
        CompletableFuture<?>[] enough = reads.stream().map(read -> read.enough).toArray(CompletableFuture[]::new);
        CompletableFuture<?> all =
                CompletableFuture.allOf(reads.stream().map(read -> read.all).toArray(CompletableFuture[]::new));
        return CompletableFuture.allOf(enough).thenCompose(nothing -> {
            byte[] state = new byte[layout.length()];
            Map<GroupRead, Integer> forged = new LinkedHashMap<>();
            int at = 0;
            for (GroupRead read : reads) {
                if (!read.join(striper, state, at)) {
                    forged.put(read, at);
                }
                at += read.length();
            }
            CompletableFuture<?> joined = forged.isEmpty()
                    ? CompletableFuture.completedFuture(null)
                    : all.thenAccept(answered -> forged.forEach((read, to) -> read.joinOthers(striper, state, to)));
            return joined.thenCompose(complete -> verified(layout, state, seal, all.thenApply(answered -> reads.stream()
                    .filter(GroupRead::isDamaged)
                    .map(GroupRead::id)
                    .collect(Collectors.toCollection(LinkedHashSet::new)))));
        });
    }

    private static CompletionStage<Reassembled> verified(
            Layout layout, byte[] state, Optional<Seal> seal, CompletionStage<Set<GroupId>> damaged) {
        return Draft.digest(state, 0, state.length, seal).equals(layout.digest())
                ? CompletableFuture.completedStage(new Reassembled(layout, state, damaged))
                : CompletableFuture.failedStage(new UnreadableFormatException(
                        "HF1302 version " + layout.version()
                                + " was reassembled, but its digest is another: nothing of it is used",
                        null));
    }
}
