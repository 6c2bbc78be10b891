// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.memory;

import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.FragmentStore;
import io.holdfast.core.port.StoreException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Fragments in one heap. */
final class MemoryFragments implements FragmentStore {

    private final Map<FragmentKey, byte[]> fragments;
    private final Supplier<ClusterView> view;

    MemoryFragments(Map<FragmentKey, byte[]> fragments, Supplier<ClusterView> view) {
        this.fragments = fragments;
        this.view = view;
    }

    @Override
    public CompletionStage<Void> putAll(Map<FragmentKey, byte[]> added) {
        for (FragmentKey key : added.keySet()) {
            if (view.get().keeper(key.slot()).isEmpty()) {
                return CompletableFuture.failedStage(
                        new StoreException.Refused("HF1401 nobody keeps slot " + key.slot(), null));
            }
        }
        fragments.putAll(added);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Optional<byte[]>> get(FragmentKey key) {
        return CompletableFuture.completedStage(Optional.ofNullable(fragments.get(key)));
    }

    @Override
    public CompletionStage<Void> removeAll(Collection<FragmentKey> keys) {
        keys.forEach(fragments::remove);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public List<FragmentKey> local() {
        ClusterView now = view.get();
        return fragments.keySet().stream()
                .filter(key -> now.keeper(key.slot())
                        .filter(member -> member.id().equals(now.self()))
                        .isPresent())
                .toList();
    }
}
