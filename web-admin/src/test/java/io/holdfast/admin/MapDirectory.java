// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin;

import io.holdfast.core.port.Directory;
import io.holdfast.core.port.StoreException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A directory in one heap, that can be cut off. Not thread-safe. */
public final class MapDirectory implements Directory {

    private final Map<String, String> entries = new TreeMap<>();
    private boolean cutOff;
    private boolean losesAnswers;

    /** From now on nothing is done, and nobody answers. */
    public void cutOff() {
        cutOff = true;
    }

    /** From now on everything is done, but nobody answers. */
    public void loseAnswers() {
        losesAnswers = true;
    }

    /** Everything is well again. */
    public void heal() {
        cutOff = false;
        losesAnswers = false;
    }

    /** What stands there now. */
    public String standing(String key) {
        return entries.get(key);
    }

    @Override
    public void put(String key, String text) {
        reach();
        entries.put(key, text);
        answer();
    }

    @Override
    public Optional<String> putIfAbsent(String key, String text) {
        reach();
        Optional<String> stood = Optional.ofNullable(entries.putIfAbsent(key, text));
        answer();
        return stood;
    }

    @Override
    public void remove(String key) {
        reach();
        entries.remove(key);
        answer();
    }

    @Override
    public Map<String, String> entries(String prefix) {
        reach();
        Map<String, String> found = new TreeMap<>(entries);
        found.keySet().removeIf(key -> !key.startsWith(prefix));
        answer();
        return found;
    }

    private void reach() {
        if (cutOff) {
            throw new StoreException.Refused("HF1498 cut off", null);
        }
    }

    private void answer() {
        if (losesAnswers) {
            throw new StoreException.Unknown("HF1499 answer lost", null);
        }
    }
}
