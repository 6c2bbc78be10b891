// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.map.IMap;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.port.FragmentStore;
import io.holdfast.core.port.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Fragments in a map without backups, each in the partition that is its slot. */
final class HazelcastFragments implements FragmentStore {

    private final IMap<String, byte[]> map;
    private final GridMap<byte[]> grid;
    private final SlotKeys slotKeys;

    HazelcastFragments(IMap<String, byte[]> map, GridMap<byte[]> grid, SlotKeys slotKeys) {
        this.map = map;
        this.grid = grid;
        this.slotKeys = slotKeys;
    }

    @Override
    public CompletionStage<Void> putAll(Map<FragmentKey, byte[]> fragments) {
        List<CompletableFuture<Void>> sent = new ArrayList<>(fragments.size());
        fragments.forEach((key, bytes) -> sent.add(grid.set(place(key), bytes)));
        return all(sent);
    }

    @Override
    public CompletionStage<Optional<byte[]>> get(FragmentKey key) {
        return grid.get(place(key)).thenApply(Optional::ofNullable);
    }

    @Override
    public CompletionStage<Void> removeAll(Collection<FragmentKey> keys) {
        List<CompletableFuture<Boolean>> sent = new ArrayList<>(keys.size());
        for (FragmentKey key : keys) {
            sent.add(grid.delete(place(key)));
        }
        return all(sent);
    }

    @Override
    public List<FragmentKey> local() {
        List<FragmentKey> keys = new ArrayList<>();
        for (String key : map.localKeySet()) {
            int at = key.indexOf('@');
            OptionalInt slot = slotKeys.slotOf(key.substring(at + 1));
            if (at > 0 && slot.isPresent()) {
                keys.add(FragmentKey.parse(key.substring(0, at), slot.getAsInt()));
            }
        }
        return keys;
    }

    /** Completes when all have. It is refused if all were; if some only failed, the whole is unknown. */
    private static CompletionStage<Void> all(List<? extends CompletableFuture<?>> sent) {
        return CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new))
                .handle((nothing, failure) -> {
                    if (failure != null) {
                        throw whole(sent);
                    }
                    return null;
                });
    }

    private static StoreException whole(List<? extends CompletableFuture<?>> sent) {
        List<StoreException> failures = new ArrayList<>();
        for (CompletableFuture<?> one : sent) {
            if (one.handle((value, failure) -> failure).join() instanceof StoreException failure) {
                failures.add(failure);
            }
        }
        StoreException first = failures.get(0);
        boolean allRefused =
                failures.size() == sent.size() && failures.stream().allMatch(StoreException.Refused.class::isInstance);
        return allRefused
                ? first
                : new StoreException.Unknown(
                        "HF2023 " + failures.size() + " of " + sent.size() + " fragments failed: " + first.getMessage(),
                        first);
    }

    private String place(FragmentKey key) {
        return slotKeys.place(key.name(), key.slot());
    }
}
