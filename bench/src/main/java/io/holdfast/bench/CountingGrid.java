// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.port.FragmentStore;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.ManifestStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A grid that counts the bytes of fragments and manifests that are handed to it. Not thread-safe. */
final class CountingGrid {

    private final Grid grid;
    private long sent;

    CountingGrid(Grid inner) {
        grid = new Grid(
                new Fragments(inner.fragments()), new Manifests(inner.manifests()), inner.cluster(), inner.clock());
    }

    Grid grid() {
        return grid;
    }

    /** The bytes since this was last asked. */
    long sent() {
        long bytes = sent;
        sent = 0;
        return bytes;
    }

    private final class Fragments implements FragmentStore {
        private final FragmentStore inner;

        Fragments(FragmentStore inner) {
            this.inner = inner;
        }

        @Override
        public CompletionStage<Void> putAll(Map<FragmentKey, byte[]> fragments) {
            fragments.values().forEach(fragment -> sent += fragment.length);
            return inner.putAll(fragments);
        }

        @Override
        public CompletionStage<Optional<byte[]>> get(FragmentKey key) {
            return inner.get(key);
        }

        @Override
        public CompletionStage<Void> removeAll(Collection<FragmentKey> keys) {
            return inner.removeAll(keys);
        }

        @Override
        public List<FragmentKey> local() {
            return inner.local();
        }
    }

    private final class Manifests implements ManifestStore {
        private final ManifestStore inner;

        Manifests(ManifestStore inner) {
            this.inner = inner;
        }

        @Override
        public CompletionStage<Optional<byte[]>> get(CheckpointId id) {
            return inner.get(id);
        }

        @Override
        public CompletionStage<Boolean> compareAndSet(CheckpointId id, byte[] expected, byte[] update) {
            sent += update.length;
            return inner.compareAndSet(id, expected, update);
        }

        @Override
        public CompletionStage<Boolean> remove(CheckpointId id, byte[] expected) {
            return inner.remove(id, expected);
        }

        @Override
        public List<CheckpointId> local() {
            return inner.local();
        }

        @Override
        public List<CheckpointId> all() {
            return inner.all();
        }

        @Override
        public Optional<String> keeper(CheckpointId id) {
            return inner.keeper(id);
        }

        @Override
        public int copies() {
            return inner.copies();
        }
    }
}
