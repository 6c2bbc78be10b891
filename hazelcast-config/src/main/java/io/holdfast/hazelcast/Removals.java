// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Collects the fragments that are to be removed, for a moment, and removes them slot by slot: what a busy session makes
 * obsolete lies in the same slots and goes in one operation each. Nobody waits for a removal. Thread-safe.
 */
final class Removals {

    /** How long fragments wait for others. */
    private static final int PAUSE_MILLIS = 20;

    /** So many fragments do not wait any longer: they are memory that nobody needs. */
    private static final int MOST = 1024;

    private final GridMap<byte[]> grid;
    private Batch open;

    private static final class Batch {
        private final Map<Integer, Set<String>> keys = new LinkedHashMap<>();
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private int count;
    }

    Removals(GridMap<byte[]> grid) {
        this.grid = grid;
    }

    /** Completes when none of the keys is there any more. */
    CompletableFuture<Void> add(Map<Integer, List<String>> bySlot) {
        Batch batch;
        boolean full;
        synchronized (this) {
            if (open == null) {
                Batch fresh = new Batch();
                open = fresh;
                grid.later(PAUSE_MILLIS, () -> send(fresh));
            }
            batch = open;
            bySlot.forEach((slot, keys) ->
                    batch.keys.computeIfAbsent(slot, s -> new LinkedHashSet<>()).addAll(keys));
            batch.count += bySlot.values().stream().mapToInt(List::size).sum();
            full = batch.count >= MOST;
        }
        if (full) {
            send(batch);
        }
        return batch.done;
    }

    private void send(Batch batch) {
        synchronized (this) {
            if (open != batch) {
                return;
            }
            open = null;
        }
        HazelcastFragments.all(batch.keys.values().stream()
                        .map(keys ->
                                keys.size() == 1 ? grid.delete(keys.iterator().next()) : grid.deleteAll(keys))
                        .toList())
                .whenComplete((nothing, failure) -> {
                    if (failure == null) {
                        batch.done.complete(null);
                    } else {
                        batch.done.completeExceptionally(failure);
                    }
                });
    }
}
