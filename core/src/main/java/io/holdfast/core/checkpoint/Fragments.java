// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Striper;
import io.holdfast.core.port.Clock;
import io.holdfast.core.port.FragmentStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Forms and puts fragments, and removes them in the background. Thread-safe. */
final class Fragments {

    /** Between two tries: long enough for the grid to notice that a member is gone and move on. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final FragmentStore store;
    private final Clock clock;
    private final Striper striper = new Striper();

    Fragments(FragmentStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Forms the fragments of groups and puts them, as {@link #put} does. */
    CompletionStage<Boolean> store(CheckpointId checkpoint, List<NewGroup> groups, long until) {
        Map<FragmentKey, byte[]> formed = new LinkedHashMap<>();
        groups.forEach(group -> group.form(checkpoint, striper, formed));
        return put(formed, until);
    }

    /** Tries until the clock shows {@code until} (nanoseconds); completes with whether all are stored. */
    private CompletionStage<Boolean> put(Map<FragmentKey, byte[]> fragments, long until) {
        if (fragments.isEmpty()) {
            return CompletableFuture.completedStage(true);
        }
        return store.putAll(fragments)
                .handle((nothing, failure) -> {
                    if (failure == null || clock.nanos() - until >= 0) {
                        return CompletableFuture.completedStage(failure == null);
                    }
                    return clock.after(PAUSE).thenCompose(after -> put(fragments, until));
                })
                .thenCompose(stage -> stage);
    }

    /** What nothing refers to is not left behind; where this fails, the garbage collection finds it. */
    void remove(Collection<FragmentKey> keys) {
        if (!keys.isEmpty()) {
            store.removeAll(List.copyOf(keys));
        }
    }

    /** Removes the groups of a manifest, null if there was none, that an acknowledged layout does not refer to. */
    void removeObsolete(Manifest before, Layout acknowledged) {
        if (before != null) {
            removeAll(before, Set.copyOf(acknowledged.groups()));
        }
    }

    /** Removes all groups of a manifest. */
    void removeAll(Manifest ended) {
        removeAll(ended, Set.of());
    }

    private void removeAll(Manifest manifest, Set<Group> needed) {
        List<FragmentKey> obsolete = new ArrayList<>();
        for (Group group : manifest.groups()) {
            if (!needed.contains(group)) {
                obsolete.addAll(group.keys(manifest.id()));
            }
        }
        remove(obsolete);
    }
}
