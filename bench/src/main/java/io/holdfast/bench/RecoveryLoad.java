// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Member;
import io.holdfast.core.recovery.Orphans;
import io.holdfast.core.recovery.Recovery;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Recovers the sessions of a lost member that fall to this one, as an application's watch does. Thread-safe. */
final class RecoveryLoad {

    /** Recoveries under way at once, and how often it looks again for what the first look missed. */
    private static final int CONCURRENCY = 16;

    private static final int AGAIN_MILLIS = 100;

    private final Grid grid;
    private final SessionLoad load;
    private final Recovery recovery;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "bench-recovery");
        daemon.setDaemon(true);
        return daemon;
    });
    private final Semaphore free = new Semaphore(CONCURRENCY);
    private final Map<CheckpointId, Recovered> recovered = new ConcurrentHashMap<>();
    private final Set<CheckpointId> tried = ConcurrentHashMap.newKeySet();
    private final AtomicLong event = new AtomicLong();
    private final AtomicLong claimed = new AtomicLong();
    private final AtomicLong reassembled = new AtomicLong();
    private final AtomicLong reactivated = new AtomicLong();

    private record Recovered(OwnedCheckpoint owned, byte[] state) {}

    RecoveryLoad(Grid grid, SessionLoad load) {
        this.grid = grid;
        this.load = load;
        this.recovery = new Recovery(grid);
    }

    /** From now on losses are recovered from. */
    Map<String, Double> watch() {
        grid.cluster().onChange(this::onChange);
        return Map.of();
    }

    private void onChange(Cluster.Change change) {
        if (!change.left().isEmpty() && event.compareAndSet(0, System.nanoTime())) {
            thread.scheduleWithFixedDelay(this::look, 0, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        ClusterView view = grid.cluster().view();
        Set<String> runners = view.members().stream().map(Member::id).collect(Collectors.toSet());
        for (CheckpointId id : Orphans.candidates(grid.manifests(), view, SessionLoad.APPLICATION, runners)) {
            if (!recovered.containsKey(id) && tried.add(id)) {
                free.acquireUninterruptibly();
                recover(id).whenComplete((nothing, failure) -> {
                    free.release();
                    if (failure != null) {
                        tried.remove(id);
                    }
                });
            }
        }
    }

    private CompletionStage<Void> recover(CheckpointId id) {
        return recovery.claim(id, manifest -> Orphans.isOrphan(grid.cluster().view(), manifest))
                .thenCompose(owned -> {
                    latest(claimed);
                    return recovery.reassemble(owned.orElseThrow()).thenAccept(whole -> {
                        latest(reassembled);
                        recovered.put(id, new Recovered(owned.orElseThrow(), whole.state()));
                        latest(reactivated);
                    });
                });
    }

    private static void latest(AtomicLong moment) {
        moment.accumulateAndGet(System.nanoTime(), Math::max);
    }

    /** How many sessions live here now, and when each step was done for the last of them, nanoseconds of this machine. */
    Map<String, Double> recovered() {
        Map<String, Double> figures = new HashMap<>();
        figures.put("count", (double) recovered.size());
        figures.put("event", (double) event.get());
        figures.put("claimed", (double) claimed.get());
        figures.put("reassembled", (double) reassembled.get());
        figures.put("reactivated", (double) reactivated.get());
        return figures;
    }

    /** Commits what lost fragments or has one where it should not be; answers how many sessions that were. */
    Map<String, Double> protect() {
        int count = 0;
        for (Recovered session : recovered.values()) {
            if (load.distributor().needsProtection(session.owned())) {
                load.distributor()
                        .commit(session.owned(), SessionLoad.CODEC, session.state())
                        .toCompletableFuture()
                        .join();
                count++;
            }
        }
        return Map.of("protected", (double) count);
    }
}
