// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.map.IMap;
import com.hazelcast.partition.PartitionService;
import com.hazelcast.query.Predicates;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.ManifestStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Manifests in a map with synchronous backups. No method but {@link #all()} and {@link #in} blocks. */
final class HazelcastManifests implements ManifestStore {

    private final IMap<String, byte[]> map;
    private final GridMap<byte[]> grid;
    private final PartitionService partitions;
    private final TimeLimit limit;
    private final int copies;

    HazelcastManifests(
            IMap<String, byte[]> map, GridMap<byte[]> grid, PartitionService partitions, TimeLimit limit, int copies) {
        this.map = map;
        this.grid = grid;
        this.partitions = partitions;
        this.limit = limit;
        this.copies = copies;
    }

    @Override
    public CompletionStage<Optional<byte[]>> get(CheckpointId id) {
        return grid.get(id.key()).thenApply(Optional::ofNullable);
    }

    @Override
    public CompletionStage<Boolean> compareAndSet(CheckpointId id, byte[] expected, byte[] update) {
        return expected == null
                ? grid.putIfAbsent(id.key(), update).thenApply(Objects::isNull)
                : grid.replace(id.key(), expected, update);
    }

    @Override
    public CompletionStage<Boolean> remove(CheckpointId id, byte[] expected) {
        return grid.remove(id.key(), expected);
    }

    @Override
    public List<CheckpointId> local() {
        return parse(map.localKeySet());
    }

    @Override
    public List<CheckpointId> all() {
        return parse(limit.await("keys of map " + map.getName(), Outcome.Kind.READ, map::keySet));
    }

    @Override
    public Optional<String> keeper(CheckpointId id) {
        return Optional.ofNullable(partitions.getPartition(id.key()).getOwner())
                .map(Member::getUuid)
                .map(Object::toString);
    }

    @Override
    public int copies() {
        return copies;
    }

    /** The manifests of one slot, by one question to its keeper. Blocks up to the time limit. */
    Map<CheckpointId, byte[]> in(String slotKey) {
        Map<CheckpointId, byte[]> found = new HashMap<>();
        limit.await(
                        "entries of a slot of map " + map.getName(),
                        Outcome.Kind.READ,
                        () -> map.entrySet(Predicates.partitionPredicate(slotKey, Predicates.alwaysTrue())))
                .forEach(entry -> found.put(CheckpointId.parse(entry.getKey()), entry.getValue()));
        return found;
    }

    private static List<CheckpointId> parse(Collection<String> keys) {
        return keys.stream().map(CheckpointId::parse).toList();
    }
}
