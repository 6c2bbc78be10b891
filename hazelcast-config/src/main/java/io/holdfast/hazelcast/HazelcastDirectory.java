// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.map.IMap;
import io.holdfast.core.port.Directory;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The directory in a map of its own. */
final class HazelcastDirectory implements Directory {

    private final IMap<String, String> map;
    private final TimeLimit limit;

    HazelcastDirectory(IMap<String, String> map, TimeLimit limit) {
        this.map = map;
        this.limit = limit;
    }

    @Override
    public void put(String key, String text) {
        await("put", Outcome.Kind.REPEATABLE, () -> {
            map.set(key, text);
            return text;
        });
    }

    @Override
    public Optional<String> putIfAbsent(String key, String text) {
        return await("putIfAbsent", Outcome.Kind.CONDITIONAL, () -> Optional.ofNullable(map.putIfAbsent(key, text)));
    }

    @Override
    public void remove(String key) {
        await("remove", Outcome.Kind.REPEATABLE, () -> {
            map.delete(key);
            return key;
        });
    }

    @Override
    public Map<String, String> entries(String prefix) {
        Map<String, String> found = new TreeMap<>();
        for (Map.Entry<String, String> entry : await("entries", Outcome.Kind.READ, map::entrySet)) {
            if (entry.getKey().startsWith(prefix)) {
                found.put(entry.getKey(), entry.getValue());
            }
        }
        return found;
    }

    private <T> T await(String what, Outcome.Kind kind, Supplier<T> work) {
        return limit.await(what + " in map " + map.getName(), kind, work);
    }
}
