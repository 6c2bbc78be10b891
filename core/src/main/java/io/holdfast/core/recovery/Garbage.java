// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.recovery;

import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.ManifestFormat;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.layout.Group;
import io.holdfast.core.port.Grid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Removes fragments that no manifest needs: leftovers of crashed, fenced and refused commits and of ended sessions.
 * Each member looks only after the fragments that it keeps itself. Call {@link #collect()} from one thread, regularly.
 *
 * <p>A fragment goes when two looks in a row, at least the grace apart, found it unneeded: a commit puts fragments
 * before its manifest stands, so one look is not enough. The grace must be at least twice the limit of a commit: one that
 * took longer is not acknowledged as it is. An unneeded fragment is therefore gone after the grace and two intervals
 * between looks.
 */
public final class Garbage {

    private final Grid grid;
    private final Duration grace;
    private final Map<FragmentKey, Long> suspects = new HashMap<>();

    /** Collects with that grace. */
    public Garbage(Grid grid, Duration grace) {
        this.grid = grid;
        this.grace = grace;
    }

    /** Looks once. Completes with the number of fragments removed. A manifest that cannot be read protects its own. */
    public CompletionStage<Integer> collect() {
        long begun = grid.clock().nanos();
        Map<CheckpointId, List<FragmentKey>> local = new HashMap<>();
        for (FragmentKey key : grid.fragments().local()) {
            local.computeIfAbsent(key.checkpoint(), id -> new ArrayList<>()).add(key);
        }
        Set<FragmentKey> unneeded = new HashSet<>();
        List<CompletableFuture<?>> looks = new ArrayList<>();
        local.forEach((id, keys) -> looks.add(grid.manifests()
                .get(id)
                .thenAccept(found -> {
                    List<FragmentKey> rest = unneeded(id, found, keys);
                    synchronized (unneeded) {
                        unneeded.addAll(rest);
                    }
                })
                .exceptionally(failure -> null)
                .toCompletableFuture()));
        return CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new))
                .thenCompose(nothing -> remove(unneeded, begun));
    }

    private static List<FragmentKey> unneeded(CheckpointId id, Optional<byte[]> found, List<FragmentKey> keys) {
        Set<Object> needed = new HashSet<>();
        if (found.isPresent()) {
            Manifest manifest = ManifestFormat.decode(id, found.orElseThrow());
            manifest.groups().stream().map(Group::id).forEach(needed::add);
        }
        return keys.stream().filter(key -> !needed.contains(key.group())).toList();
    }

    /** From the end of the first look to the beginning of the second: a look may wait long for answers. */
    private CompletionStage<Integer> remove(Set<FragmentKey> unneeded, long begun) {
        long now = grid.clock().nanos();
        List<FragmentKey> due = new ArrayList<>();
        synchronized (suspects) {
            suspects.keySet().retainAll(unneeded);
            for (FragmentKey key : unneeded) {
                Long since = suspects.putIfAbsent(key, now);
                if (since != null && begun - since >= grace.toNanos()) {
                    due.add(key);
                }
            }
            due.forEach(suspects::remove);
        }
        return due.isEmpty()
                ? CompletableFuture.completedStage(0)
                : grid.fragments().removeAll(due).thenApply(nothing -> due.size());
    }
}
