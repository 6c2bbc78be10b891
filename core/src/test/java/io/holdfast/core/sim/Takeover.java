// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import static io.holdfast.core.sim.EventLoop.MS;

import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.NotEnoughFragmentsException;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.checkpoint.Reassembler.Reassembled;
import io.holdfast.core.checkpoint.UnreadableFormatException;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.Grid;
import io.holdfast.core.recovery.Orphans;
import io.holdfast.core.recovery.Recovery;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** How a member comes to a session that is elsewhere: asks for it, claims it, puts its state together. */
final class Takeover {

    private static final long HANDOVER_LIMIT = 500 * MS;
    private static final long POLL = 40 * MS;
    private static final long RETRY = 60 * MS;

    private final World world;
    private final Node node;
    private final Application application;
    private final Grid grid;
    private final Recovery recovery;
    private final Distributor distributor;
    private final Set<CheckpointId> under = new HashSet<>();

    /**
     * What this member may own without running it, and since when: a claim or a release of which it does not know what
     * became, or a claim of another that fenced it, and that can be lost with the only copy that has it.
     */
    private final Map<CheckpointId, Long> doubtful = new LinkedHashMap<>();

    Takeover(World world, Node node, Application application, Grid grid, Recovery recovery, Distributor distributor) {
        this.world = world;
        this.node = node;
        this.application = application;
        this.grid = grid;
        this.recovery = recovery;
        this.distributor = distributor;
    }

    /** This member may own it, and does not run it. */
    void doubt(CheckpointId id) {
        doubtful.put(id, world.loop().now());
    }

    /** What is to be looked at again. */
    List<CheckpointId> doubtful() {
        return List.copyOf(doubtful.keySet());
    }

    /** Somebody else's manifest was read: that settles it once every failure that can undo a claim has been detected. */
    void settled(CheckpointId id) {
        if (world.loop().now() - doubtful.getOrDefault(id, Long.MAX_VALUE / 2)
                > 2 * world.scenario().detectMost()) {
            doubtful.remove(id);
        }
    }

    /** A call needs the session here. */
    void resume(Story story, Runnable then) {
        if (!under.add(story.id)) {
            return;
        }
        recovery.manifest(story.id)
                .thenCompose(found -> {
                    if (found.isEmpty()) {
                        return CompletableFuture.completedStage(null);
                    }
                    return (application.isOrphan(found.orElseThrow())
                                    ? CompletableFuture.<Void>completedStage(null)
                                    : ask(story, found.orElseThrow()))
                            .thenCompose(asked -> claim(
                                    story, now -> application.isOrphan(now) || now.isOfSameOwner(found.orElseThrow())));
                })
                .whenComplete((done, failure) -> {
                    ended(story, failure);
                    if (failure == null) {
                        then.run();
                    }
                });
    }

    /** The session has lost its owner. */
    void recover(Story story) {
        if (under.add(story.id)) {
            claim(story, application::isOrphan).whenComplete((done, failure) -> ended(story, failure));
        }
    }

    /** Takes the session, whoever owns it. */
    void seize(Story story) {
        under.add(story.id);
        claim(story, any -> true).whenComplete((done, failure) -> ended(story, failure));
    }

    private void ended(Story story, Throwable failure) {
        under.remove(story.id);
        if (failure == null) {
            return;
        }
        Throwable cause = Application.cause(failure);
        Application.expected(cause);
        doubt(story.id);
        if (cause instanceof UnreadableFormatException) {
            world.oracle().unreadable(story, cause);
        }
    }

    /** Asks the owner to let go, and waits until it has, or is gone, or the limit has passed. */
    private CompletionStage<Void> ask(Story story, Manifest manifest) {
        world.oracle().tally().handovers++;
        long epoch = manifest.version().epoch();
        world.nodes().stream()
                .filter(owner -> owner.id().equals(manifest.owner()) && owner != node)
                .forEach(owner -> world.network().send(node, owner, () -> {
                    Live live = owner.application().live(story.id);
                    if (live != null && live.owned.epoch() == epoch) {
                        owner.application().release(live, Optional.of(node.id()));
                    }
                }));
        return poll(story.id, epoch, world.loop().now() + HANDOVER_LIMIT);
    }

    private CompletionStage<Void> poll(CheckpointId id, long epoch, long until) {
        CompletableFuture<Void> pause = new CompletableFuture<>();
        node.after(POLL, () -> pause.complete(null));
        return pause.thenCompose(nothing -> recovery.manifest(id)).thenCompose(found -> {
            boolean free = found.map(now -> Orphans.isOrphan(grid.cluster().view(), now)
                            || now.version().epoch() != epoch)
                    .orElse(true);
            return free || world.loop().now() >= until
                    ? CompletableFuture.completedStage(null)
                    : poll(id, epoch, until);
        });
    }

    private CompletionStage<?> claim(Story story, Predicate<Manifest> allowed) {
        return recovery.claim(story.id, allowed).thenCompose(claimed -> {
            if (claimed.isEmpty() || node.isDead()) {
                return CompletableFuture.completedStage(null);
            }
            OwnedCheckpoint owned = claimed.orElseThrow();
            world.oracle().claimed(story, node, owned.epoch());
            return reassemble(story, owned, world.loop().now() + Scenario.COMMIT_LIMIT + Scenario.OPERATION_LIMIT);
        });
    }

    private CompletionStage<?> reassemble(Story story, OwnedCheckpoint owned, long until) {
        return recovery.reassemble(owned)
                .handle((state, failure) -> {
                    if (node.isDead()) {
                        return CompletableFuture.<Object>completedStage(null);
                    }
                    if (failure == null) {
                        return revive(story, owned, state);
                    }
                    Throwable cause = Application.cause(failure);
                    Application.expected(cause);
                    if (cause instanceof NotEnoughFragmentsException missing && missing.unanswered() == 0) {
                        return giveUp(story, owned, cause);
                    }
                    if (cause instanceof UnreadableFormatException) {
                        world.oracle().unreadable(story, cause);
                        return CompletableFuture.<Object>completedStage(null);
                    }
                    return world.loop().now() >= until
                            ? distributor.release(owned) // somebody who can reach the fragments may take it
                            : again(story, owned, until);
                })
                .thenCompose(stage -> stage);
    }

    private CompletionStage<?> again(Story story, OwnedCheckpoint owned, long until) {
        CompletableFuture<Void> pause = new CompletableFuture<>();
        node.after(RETRY, () -> pause.complete(null));
        return pause.thenCompose(nothing -> reassemble(story, owned, until));
    }

    private CompletionStage<?> revive(Story story, OwnedCheckpoint owned, Reassembled reassembled) {
        Live live = new Live(story, owned, reassembled.state(), world.loop().now());
        live.settled = live.state;
        application.run(live);
        world.oracle().recovered(story, node, owned.epoch(), reassembled.state(), reassembled.layout());
        return CompletableFuture.completedStage(null);
    }

    /** What is certainly lost is ended. */
    private CompletionStage<?> giveUp(Story story, OwnedCheckpoint owned, Throwable cause) {
        world.oracle().lost(story, node, owned.epoch(), cause);
        return distributor.end(owned).handle((nothing, failure) -> {
            if (failure == null && !node.isDead()) {
                world.oracle().ended(story, node, owned.epoch());
            }
            return null;
        });
    }
}
