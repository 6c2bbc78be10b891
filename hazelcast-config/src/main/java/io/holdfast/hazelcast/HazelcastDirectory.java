// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.map.IMap;
import io.holdfast.core.port.Directory;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The directory in a map with synchronous backups. */
final class HazelcastDirectory implements Directory {

    private final IMap<String, String> map;
    private final GridMap<String> grid;
    private final TimeLimit limit;

    HazelcastDirectory(IMap<String, String> map, GridMap<String> grid, TimeLimit limit) {
        this.map = map;
        this.grid = grid;
        this.limit = limit;
    }

    @Override
    public void put(String key, String text) {
        Outcome.join(grid.set(key, text));
    }

    @Override
    public Optional<String> putIfAbsent(String key, String text) {
        return Optional.ofNullable(Outcome.join(grid.putIfAbsent(key, text)));
    }

    @Override
    public void remove(String key) {
        Outcome.join(grid.delete(key));
    }

    @Override
    public Map<String, String> entries(String prefix) {
        Map<String, String> found = new TreeMap<>();
        for (Map.Entry<String, String> entry :
                limit.await("entries of map " + map.getName(), Outcome.Kind.READ, map::entrySet)) {
            if (entry.getKey().startsWith(prefix)) {
                found.put(entry.getKey(), entry.getValue());
            }
        }
        return found;
    }
}
