// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import static io.holdfast.core.sim.EventLoop.MS;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.StoreException;
import io.holdfast.core.recovery.Garbage;
import io.holdfast.core.recovery.Orphans;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a member does regularly: protects its sessions again, looks for orphans, sweeps. */
final class Upkeep {

    private static final long MAINTENANCE = 1000 * MS;
    private static final long LOOK = 2000 * MS;
    private static final long SWEEP = 3000 * MS;
    private static final long[] LOOKS_AFTER_LOSS = {0, 150 * MS, 900 * MS};

    private final World world;
    private final Node node;
    private final Application application;
    private final Grid grid;
    private final Chance chance;
    private final Garbage garbage;

    Upkeep(World world, Node node, Application application, Grid grid, Chance chance) {
        this.world = world;
        this.node = node;
        this.application = application;
        this.grid = grid;
        this.chance = chance;
        this.garbage = new Garbage(grid, world.mutation().grace());
    }

    void start() {
        if (node.runsApplication()) {
            grid.cluster().onChange(this::changed);
            every(MAINTENANCE, this::maintain);
            every(LOOK, this::look);
        }
        every(SWEEP, this::sweep);
    }

    private void every(long period, Runnable work) {
        node.after(chance.time(0, period), () -> repeat(period, work));
    }

    private void repeat(long period, Runnable work) {
        work.run();
        node.after(period, () -> repeat(period, work));
    }

    private void changed(Cluster.Change change) {
        if (!change.left().isEmpty()) {
            for (long delay : LOOKS_AFTER_LOSS) {
                node.after(delay + chance.time(0, 20 * MS), this::look);
            }
        }
    }

    private void sweep() {
        world.mutation()
                .sweep(garbage)
                .whenComplete((count, failure) -> Application.expected(Application.cause(failure)));
    }

    /** Commits again what is not as well protected as it should be. */
    private void maintain() {
        for (Live live : application.lives()) {
            if (!live.closed && application.distributor().needsProtection(live.owned)) {
                world.oracle().tally().protections++;
                live.exclusively(() -> protect(live));
            }
        }
    }

    /** From the bean, or from what is stored. */
    private CompletionStage<?> protect(Live live) {
        if (live.closed || live.owned.acknowledged().isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        if (chance.of(0.5)) {
            return application.commit(live, live.state);
        }
        return application
                .recovery()
                .stored(live.owned)
                .handle((stored, failure) -> application.commit(live, failure == null ? stored : live.state))
                .thenCompose(stage -> stage);
    }

    /** Looks for sessions without an owner that this member should take over. */
    private void look() {
        if (application.isLeaving()) {
            return;
        }
        Set<String> runners = new LinkedHashSet<>();
        for (int number : node.table().members()) {
            if (world.node(number).runsApplication()) {
                runners.add(world.node(number).id());
            }
        }
        Set<CheckpointId> ids = new LinkedHashSet<>(application.takeover().doubtful());
        try {
            ids.addAll(Orphans.candidates(grid.manifests(), node.view(), Application.NAME, runners));
        } catch (StoreException e) {
            return; // the next look follows
        }
        for (CheckpointId id : ids) {
            application.recovery().manifest(id).whenComplete((found, failure) -> {
                if (failure == null && found.filter(application::isOrphan).isPresent()) {
                    application.takeover().recover(world.oracle().story(id));
                } else if (failure == null) {
                    application.takeover().settled(id);
                }
            });
        }
    }
}
