// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import io.holdfast.core.port.Directory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The directory as this member knows it: a copy that is read at no cost, also while the grid is busy with the loss of a
 * member. It is brought up to date by what the grid tells of changes, and by looks at the whole now and then. Writes go
 * to the directory itself. Thread-safe.
 */
public final class DirectoryCopy implements Directory {

    /** A copy that grows beyond this is not the directory of any cluster: 64 members with all that they tell. */
    static final int MOST_ENTRIES = 20_000;

    private final Directory origin;
    private TreeMap<String, String> entries = new TreeMap<>();

    /** One look at a time: a second one would take from the first what was told during it. */
    private final ReentrantLock looking = new ReentrantLock();

    private final Map<String, Optional<String>> meanwhile = new HashMap<>();
    private boolean loaded;

    /** Of that directory; nothing is read yet. */
    public DirectoryCopy(Directory origin) {
        this.origin = origin;
    }

    /**
     * Reads the whole directory. Blocks while the grid answers, and while another thread reads it.
     *
     * @throws io.holdfast.core.port.StoreException if it does not in time; the copy stays as it was
     */
    public void refresh() {
        looking.lock();
        try {
            synchronized (this) {
                meanwhile.clear();
            }
            TreeMap<String, String> read = new TreeMap<>(origin.entries(""));
            synchronized (this) {
                entries = read;
                loaded = true;
                // What was told while it was read is newer than what was read, or the same.
                meanwhile.forEach(this::set);
            }
        } finally {
            looking.unlock();
        }
    }

    /** An entry was written, or removed if there is no text. */
    public synchronized void changed(String key, Optional<String> text) {
        if (looking.isLocked()) {
            meanwhile.put(key, text);
        }
        set(key, text);
    }

    private void set(String key, Optional<String> text) {
        if (text.isEmpty()) {
            entries.remove(key);
        } else if (entries.size() < MOST_ENTRIES || entries.containsKey(key)) {
            entries.put(key, text.orElseThrow());
        }
    }

    @Override
    public void put(String key, String text) {
        origin.put(key, text);
        changed(key, Optional.of(text));
    }

    @Override
    public Optional<String> putIfAbsent(String key, String text) {
        Optional<String> stood = origin.putIfAbsent(key, text);
        changed(key, stood.or(() -> Optional.of(text)));
        return stood;
    }

    @Override
    public void remove(String key) {
        origin.remove(key);
        changed(key, Optional.empty());
    }

    /** Blocks only until the first look has succeeded. */
    @Override
    public Map<String, String> entries(String prefix) {
        boolean first;
        synchronized (this) {
            first = !loaded;
        }
        if (first) {
            refresh();
        }
        synchronized (this) {
            return new TreeMap<>(entries.subMap(prefix, prefix + Character.MAX_VALUE));
        }
    }
}
