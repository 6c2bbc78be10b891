// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.memory;

import io.holdfast.core.port.Directory;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A directory in one heap. Thread-safe; never fails. */
public final class MemoryDirectory implements Directory {

    private final SortedMap<String, String> texts = new ConcurrentSkipListMap<>();

    @Override
    public void put(String key, String text) {
        texts.put(key, text);
    }

    @Override
    public Optional<String> putIfAbsent(String key, String text) {
        return Optional.ofNullable(texts.putIfAbsent(key, text));
    }

    @Override
    public void remove(String key) {
        texts.remove(key);
    }

    @Override
    public Map<String, String> entries(String prefix) {
        return new TreeMap<>(texts.subMap(prefix, prefix + Character.MAX_VALUE));
    }
}
