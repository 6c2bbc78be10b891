// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import io.holdfast.core.port.Cluster;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Tells of changes of the directory. Thread-safe. */
final class DirectoryEvents implements AutoCloseable {

    private static final Logger LOG = System.getLogger(DirectoryEvents.class.getName());

    private final IMap<String, String> map;
    private final Set<UUID> registrations = ConcurrentHashMap.newKeySet();

    DirectoryEvents(IMap<String, String> map) {
        this.map = map;
    }

    /** As {@link HazelcastGrid#onDirectoryChange}. */
    Cluster.Subscription subscribe(BiConsumer<String, Optional<String>> listener) {
        UUID registration = map.addEntryListener(new Teller(listener), true);
        registrations.add(registration);
        return () -> end(registration);
    }

    @Override
    public void close() {
        registrations.forEach(this::end);
    }

    private void end(UUID registration) {
        if (registrations.remove(registration)) {
            try {
                map.removeEntryListener(registration);
            } catch (HazelcastInstanceNotActiveException e) {
                LOG.log(Level.DEBUG, "The grid ended first; it has no listeners to remove", e);
            }
        }
    }

    private record Teller(BiConsumer<String, Optional<String>> listener)
            implements EntryAddedListener<String, String>,
                    EntryUpdatedListener<String, String>,
                    EntryRemovedListener<String, String> {

        @Override
        public void entryAdded(EntryEvent<String, String> event) {
            listener.accept(event.getKey(), Optional.ofNullable(event.getValue()));
        }

        @Override
        public void entryUpdated(EntryEvent<String, String> event) {
            listener.accept(event.getKey(), Optional.ofNullable(event.getValue()));
        }

        @Override
        public void entryRemoved(EntryEvent<String, String> event) {
            listener.accept(event.getKey(), Optional.empty());
        }
    }
}
