// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.map.IMap;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.port.FragmentStore;
import io.holdfast.core.port.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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
    private final Removals removals;

    HazelcastFragments(IMap<String, byte[]> map, GridMap<byte[]> grid, SlotKeys slotKeys) {
        this.map = map;
        this.grid = grid;
        this.slotKeys = slotKeys;
        this.removals = new Removals(grid);
    }

    /** What goes to one slot goes in one operation. */
    @Override
    public CompletionStage<Void> putAll(Map<FragmentKey, byte[]> fragments) {
        Map<Integer, Map<String, byte[]>> bySlot = new LinkedHashMap<>();
        fragments.forEach((key, bytes) -> bySlot.computeIfAbsent(key.slot(), slot -> new LinkedHashMap<>())
                .put(place(key), bytes));
        return all(bySlot.values().stream()
                .map(entries -> entries.size() == 1 ? setOne(entries) : grid.setAll(entries))
                .toList());
    }

    private CompletableFuture<Void> setOne(Map<String, byte[]> one) {
        Map.Entry<String, byte[]> entry = one.entrySet().iterator().next();
        return grid.set(entry.getKey(), entry.getValue());
    }

    @Override
    public CompletionStage<Optional<byte[]>> get(FragmentKey key) {
        return grid.get(place(key)).thenApply(Optional::ofNullable);
    }

    @Override
    public CompletionStage<Void> removeAll(Collection<FragmentKey> keys) {
        Map<Integer, List<String>> bySlot = new LinkedHashMap<>();
        keys.forEach(key ->
                bySlot.computeIfAbsent(key.slot(), slot -> new ArrayList<>()).add(place(key)));
        return bySlot.isEmpty()
                ? CompletableFuture.completedStage(null)
                : removals.add(bySlot).minimalCompletionStage();
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
    static CompletionStage<Void> all(List<? extends CompletableFuture<?>> sent) {
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
                        "HF2023 " + failures.size() + " of " + sent.size() + " slots failed: " + first.getMessage(),
                        first);
    }

    private String place(FragmentKey key) {
        return slotKeys.place(key.name(), key.slot());
    }
}
