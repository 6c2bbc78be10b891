// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.recovery;

import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.port.Grid;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The states that this member handed over a moment ago, or that another member took from it. While it ran a bean, that was
 * one of the replicas that its promised tolerance counts on; its fragments alone survive one loss less. So the state is
 * kept until the new owner has protected it, and stored again if the new owner cannot put it together. Thread-safe; has no
 * threads of its own.
 */
public final class ReleasedStates {

    /** A new owner protects what it took over at once, and what it could not, with its next maintenance. */
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final Grid grid;
    private final Recovery recovery;
    private final Distributor distributor;
    private final long mostBytes;

    /** The eldest first. */
    private final Map<CheckpointId, Kept> kept = new LinkedHashMap<>();

    private long bytes;

    private record Kept(long epoch, Layout layout, byte[] state, long until) {

        /** What stands there was claimed since, but is no later version: what was tried in the old epoch was tried here. */
        boolean isWanted(Manifest manifest) {
            return manifest.version().epoch() > epoch
                    && (manifest.current().equals(layout)
                            || manifest.current().version().epoch() == epoch);
        }
    }

    /** At most so many bytes of states are kept. */
    public ReleasedStates(Grid grid, Recovery recovery, Distributor distributor, long mostBytes) {
        this.grid = grid;
        this.recovery = recovery;
        this.distributor = distributor;
        this.mostBytes = mostBytes;
    }

    /**
     * Keeps the state of a checkpoint that this member is about to give up, or that was taken from it. One that rides in its
     * manifest needs no keeping.
     *
     * @param state that of the last acknowledged version, or of the one that was tried last; must not change any more
     */
    public void keep(OwnedCheckpoint owned, byte[] state) {
        owned.acknowledged()
                .filter(layout -> !layout.isInline())
                .ifPresent(layout -> keep(owned.id(), kept(owned.epoch(), layout, state)));
    }

    private Kept kept(long epoch, Layout layout, byte[] state) {
        return new Kept(epoch, layout, state, grid.clock().nanos() + KEPT.toNanos());
    }

    private synchronized void keep(CheckpointId id, Kept one) {
        take(id);
        kept.put(id, one);
        bytes += one.state().length;
        Iterator<Kept> eldest = kept.values().iterator();
        while (eldest.hasNext()) {
            Kept next = eldest.next();
            if (bytes > mostBytes || grid.clock().nanos() - next.until() >= 0) {
                eldest.remove();
                bytes -= next.state().length;
            } else {
                return;
            }
        }
    }

    private synchronized Optional<Kept> take(CheckpointId id) {
        Optional<Kept> found = Optional.ofNullable(kept.remove(id));
        found.ifPresent(state -> bytes -= state.state().length);
        return found.filter(state -> grid.clock().nanos() - state.until() < 0);
    }

    /**
     * Somebody cannot put a checkpoint together. If its state is kept here, and no later version was published, claims it,
     * stores it again and releases it.
     *
     * @return whether it was stored again; fails as a claim or a commit does, and can be tried again then
     */
    public CompletionStage<Boolean> restore(CheckpointId id) {
        return take(id).map(state -> restore(id, state)).orElseGet(() -> CompletableFuture.completedStage(false));
    }

    private CompletionStage<Boolean> restore(CheckpointId id, Kept mine) {
        String codec = mine.layout().codec();
        return recovery.claimBack(id, mine::isWanted)
                .thenCompose(claimed -> claimed.map(owned -> distributor
                                .prepare(owned, codec, mine.state())
                                .thenCompose(prepared -> distributor.publish(prepared, codec, mine::state))
                                .thenCompose(stored -> {
                                    keep(id, kept(owned.epoch(), stored, mine.state()));
                                    return distributor.release(owned).thenApply(released -> true);
                                }))
                        .orElseGet(() -> CompletableFuture.completedStage(false)))
                .whenComplete((done, failure) -> {
                    if (failure != null || !done) {
                        keep(id, mine);
                    }
                });
    }
}
