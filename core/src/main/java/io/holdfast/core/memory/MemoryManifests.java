// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.memory;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.ManifestStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Manifests in one heap. */
final class MemoryManifests implements ManifestStore {

    private final Map<CheckpointId, byte[]> manifests;
    private final Supplier<ClusterView> view;
    private final int copies;

    MemoryManifests(Map<CheckpointId, byte[]> manifests, Supplier<ClusterView> view, int copies) {
        this.manifests = manifests;
        this.view = view;
        this.copies = copies;
    }

    @Override
    public CompletionStage<Optional<byte[]>> get(CheckpointId id) {
        return CompletableFuture.completedStage(Optional.ofNullable(manifests.get(id)));
    }

    @Override
    public CompletionStage<Boolean> compareAndSet(CheckpointId id, byte[] expected, byte[] update) {
        boolean[] done = new boolean[1];
        manifests.compute(id, (key, standing) -> {
            done[0] = Arrays.equals(standing, expected);
            return done[0] ? update : standing;
        });
        return CompletableFuture.completedStage(done[0]);
    }

    @Override
    public CompletionStage<Boolean> remove(CheckpointId id, byte[] expected) {
        boolean[] done = new boolean[1];
        manifests.computeIfPresent(id, (key, standing) -> {
            done[0] = Arrays.equals(standing, expected);
            return done[0] ? null : standing;
        });
        return CompletableFuture.completedStage(done[0]);
    }

    @Override
    public List<CheckpointId> local() {
        String self = view.get().self();
        return manifests.keySet().stream()
                .filter(id -> keeper(id).filter(self::equals).isPresent())
                .toList();
    }

    @Override
    public List<CheckpointId> all() {
        return List.copyOf(manifests.keySet());
    }

    @Override
    public Optional<String> keeper(CheckpointId id) {
        ClusterView now = view.get();
        return now.keeper(Math.floorMod(id.hashCode(), now.slotCount())).map(member -> member.id());
    }

    @Override
    public int copies() {
        return copies;
    }
}
