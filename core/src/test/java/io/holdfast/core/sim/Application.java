// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import static io.holdfast.core.sim.EventLoop.MS;

import io.holdfast.core.checkpoint.CheckpointException;
import io.holdfast.core.checkpoint.CommitFailedException;
import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.DistributorSettings;
import io.holdfast.core.checkpoint.Keyring;
import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.StoreException;
import io.holdfast.core.recovery.Orphans;
import io.holdfast.core.recovery.Recovery;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * The application on one member: runs sessions with the real distributor, recovery and garbage collection, the way the
 * enterprise module does, without threads.
 */
final class Application {

    /** The name under which its checkpoints stand. */
    static final String NAME = "sim";

    private static final long LEASE = 2000 * MS;

    /** Probability that a call runs in a transaction. */
    private static final double TRANSACTIONAL = 0.15;

    private final World world;
    private final Node node;
    private final Chance chance;
    private final Grid grid;
    private final Distributor distributor;
    private final Recovery recovery;
    private final Takeover takeover;
    private final Map<CheckpointId, Live> lives = new LinkedHashMap<>();
    private boolean leaving;

    Application(World world, Node node, Chance chance) {
        this.world = world;
        this.node = node;
        this.chance = chance.split();
        this.grid = world.mutation().grid(SimulatedGrid.of(world, node));
        this.distributor = new Distributor(
                grid,
                new DistributorSettings(
                        world.scenario().inline(),
                        1 << 20,
                        Duration.ofNanos(Scenario.COMMIT_LIMIT),
                        false,
                        Optional.empty(),
                        Keyring.NONE));
        this.recovery = new Recovery(grid);
        this.takeover = new Takeover(world, node, this, grid, recovery, distributor);
        new Upkeep(world, node, this, grid, chance).start();
    }

    /** The session, if it runs here. */
    Live live(CheckpointId id) {
        return lives.get(id);
    }

    /** The sessions that run here. */
    List<Live> lives() {
        return List.copyOf(lives.values());
    }

    Distributor distributor() {
        return distributor;
    }

    Recovery recovery() {
        return recovery;
    }

    Takeover takeover() {
        return takeover;
    }

    boolean isLeaving() {
        return leaving;
    }

    /** A user opens a session here. */
    void open(Story story) {
        OwnedCheckpoint owned = OwnedCheckpoint.fresh(
                story.id, node.id(), story.tolerate, grid.clock().millis());
        lives.put(story.id, new Live(story, owned, new byte[0], world.loop().now()));
        story.owner = node;
    }

    void run(Live live) {
        Live stale = lives.put(live.story.id, live);
        if (stale != null) {
            stale.closed = true;
        }
    }

    /** A business call arrives here: the session is brought here if it is elsewhere, then called, then committed. */
    void call(Story story, UnaryOperator<byte[]> change) {
        Live live = lives.get(story.id);
        if (live != null && !live.closed) {
            enter(live, change);
        } else if (!leaving) {
            takeover.resume(story, () -> {
                Live now = lives.get(story.id);
                if (now != null) {
                    enter(now, change);
                }
            });
        }
    }

    private void enter(Live live, UnaryOperator<byte[]> change) {
        live.exclusively(() -> {
            boolean leased = world.loop().now() - live.confirmedAt < LEASE;
            if (live.closed) {
                return CompletableFuture.completedStage(null);
            }
            return leased || live.owned.acknowledged().isEmpty()
                    ? perform(live, change)
                    : distributor
                            .confirm(live.owned)
                            .handle((nothing, failure) -> {
                                discardIfFenced(live);
                                return failure == null ? perform(live, change) : CompletableFuture.completedStage(null);
                            })
                            .thenCompose(stage -> stage);
        });
    }

    private CompletionStage<?> perform(Live live, UnaryOperator<byte[]> change) {
        byte[] before = live.state;
        live.state = change.apply(live.state);
        return chance.of(TRANSACTIONAL) ? transact(live, before) : commit(live, live.state);
    }

    CompletionStage<?> commit(Live live, byte[] state) {
        return conclude(live, tries(live, state), distributor.commit(live.owned, "bytes", state));
    }

    /** Stores the fragments, and publishes them later, or takes them back and has the bean as it was before. */
    private CompletionStage<?> transact(Live live, byte[] before) {
        byte[] state = live.state;
        boolean isRolledBack = chance.of(0.2);
        Duration span = Duration.ofNanos(chance.of(0.9) ? chance.time(0, 50 * MS) : chance.time(0, 3000 * MS));
        Attempt attempt = tries(live, state);
        return conclude(
                live, attempt, distributor.prepare(live.owned, "bytes", state).thenCompose(prepared -> grid.clock()
                        .after(span)
                        .thenCompose(nothing -> {
                            if (!isRolledBack) {
                                return distributor.publish(prepared, "bytes", () -> state);
                            }
                            distributor.abandon(prepared);
                            live.state = before;
                            return CompletableFuture.completedStage(null);
                        })));
    }

    private Attempt tries(Live live, byte[] state) {
        boolean changes = !Arrays.equals(state, live.settled);
        live.settled = null;
        return world.oracle().tries(live.story, node, live.owned.epoch(), state, changes);
    }

    /** What became of an attempt; no layout if it was taken back. */
    private CompletionStage<?> conclude(Live live, Attempt attempt, CompletionStage<Layout> outcome) {
        Story story = live.story;
        return outcome.handle((layout, failure) -> {
            if (node.isDead()) {
                return null;
            }
            if (failure == null && layout == null) {
                world.oracle().tally().rolledBack++;
                world.oracle().refused(story, attempt);
                return null;
            }
            if (failure == null) {
                acknowledged(live, attempt, layout);
                return null;
            }
            Throwable cause = cause(failure);
            if (cause instanceof CommitFailedException) {
                world.oracle().refused(story, attempt);
            } else {
                world.oracle().inDoubt(story, attempt, cause);
            }
            expected(cause);
            discardIfFenced(live);
            return null;
        });
    }

    private void acknowledged(Live live, Attempt attempt, Layout layout) {
        live.confirmedAt = world.loop().now();
        live.settled = attempt.state();
        world.oracle().acknowledged(live.story, node, attempt, layout);
    }

    private void discardIfFenced(Live live) {
        if (live.owned.isFenced() && lives.remove(live.story.id, live)) {
            live.closed = true;
            takeover.doubt(live.story.id);
            world.oracle().tally().fenced++;
        }
    }

    /** The user ends the session. */
    void end(Story story) {
        Live live = lives.get(story.id);
        if (live == null) {
            return;
        }
        live.exclusively(() -> {
            if (live.closed || node.isDead()) {
                return CompletableFuture.completedStage(null);
            }
            world.oracle().ending(story);
            return distributor.end(live.owned).handle((nothing, failure) -> {
                live.closed = true;
                lives.remove(story.id, live);
                if (node.isDead()) {
                    return null;
                }
                if (failure == null) {
                    world.oracle().ended(story, node, live.owned.epoch());
                } else {
                    expected(cause(failure));
                }
                return null;
            });
        });
    }

    /**
     * Gives a session up, so that another member can take it over; not before it is protected without the bean.
     *
     * @param next the member that asked for it; empty: any
     */
    CompletionStage<?> release(Live live, Optional<String> next) {
        if (distributor.needsProtection(live.owned)) {
            live.exclusively(() -> live.closed ? CompletableFuture.completedStage(null) : commit(live, live.state));
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        live.exclusively(() -> {
            if (live.closed || distributor.needsProtection(live.owned)) {
                done.complete(null);
                return done;
            }
            live.closed = true;
            byte[] state = live.settled;
            CompletionStage<Boolean> release = next.isPresent() && state != null
                    ? distributor.handOver(live.owned, next.orElseThrow(), "bytes", () -> state)
                    : distributor.release(live.owned);
            return release.handle((released, failure) -> {
                if (failure != null) {
                    expected(cause(failure));
                }
                if (failure != null || !released) {
                    takeover.doubt(live.story.id);
                }
                drop(live);
                done.complete(null);
                return null;
            });
        });
        return done;
    }

    private void drop(Live live) {
        if (lives.remove(live.story.id, live) && !node.isDead() && live.story.owner == node) {
            world.protection().beanGone(live.story);
        }
    }

    /** Releases all sessions; then the member may go. */
    CompletionStage<?> leave() {
        leaving = true;
        CompletableFuture<?>[] released = lives.values().stream()
                .map(live -> release(live, Optional.empty()).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(released);
    }

    /** The application is redeployed: it gives its sessions up, and comes back on the same member. */
    void redeploy() {
        leave().whenComplete((done, failure) -> leaving = false);
    }

    /** Whether nobody runs it: no owner, a dead one, or this member, which does not know it any more. */
    boolean isOrphan(Manifest manifest) {
        return Orphans.isOrphan(node.view(), manifest)
                || (manifest.owner().equals(node.id())
                        && !runs(manifest.id(), manifest.version().epoch()));
    }

    /** Whether it runs the session, and not only what is left of an earlier epoch. */
    private boolean runs(CheckpointId id, long epoch) {
        Live live = lives.get(id);
        return live != null && live.owned.epoch() >= epoch;
    }

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Anything but the documented exceptions is an error of the simulator or of the code under test. */
    static void expected(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (!(cause == null || cause instanceof StoreException || cause instanceof CheckpointException)) {
            throw new IllegalStateException("an undocumented exception", cause);
        }
    }
}
