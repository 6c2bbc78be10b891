// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.port.Clock;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.FragmentStore;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.ManifestStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A grid that does what another one does; a subclass does one thing otherwise. */
class GridDecorator {

    private final Grid inner;

    GridDecorator(Grid inner) {
        this.inner = inner;
    }

    Grid grid() {
        return new Grid(new Fragments(), new Manifests(), new Members(), new Time());
    }

    CompletionStage<Void> putAll(Map<FragmentKey, byte[]> fragments) {
        return inner.fragments().putAll(fragments);
    }

    CompletionStage<Optional<byte[]>> get(FragmentKey key) {
        return inner.fragments().get(key);
    }

    CompletionStage<Void> removeAll(Collection<FragmentKey> keys) {
        return inner.fragments().removeAll(keys);
    }

    CompletionStage<Boolean> compareAndSet(CheckpointId id, byte[] expected, byte[] update) {
        return inner.manifests().compareAndSet(id, expected, update);
    }

    ClusterView view() {
        return inner.cluster().view();
    }

    Cluster.Change change(Cluster.Change change) {
        return change;
    }

    CompletionStage<Void> after(Duration delay) {
        return inner.clock().after(delay);
    }

    private final class Fragments implements FragmentStore {
        @Override
        public CompletionStage<Void> putAll(Map<FragmentKey, byte[]> fragments) {
            return GridDecorator.this.putAll(fragments);
        }

        @Override
        public CompletionStage<Optional<byte[]>> get(FragmentKey key) {
            return GridDecorator.this.get(key);
        }

        @Override
        public CompletionStage<Void> removeAll(Collection<FragmentKey> keys) {
            return GridDecorator.this.removeAll(keys);
        }

        @Override
        public List<FragmentKey> local() {
            return inner.fragments().local();
        }
    }

    private final class Manifests implements ManifestStore {
        @Override
        public CompletionStage<Optional<byte[]>> get(CheckpointId id) {
            return inner.manifests().get(id);
        }

        @Override
        public CompletionStage<Boolean> compareAndSet(CheckpointId id, byte[] expected, byte[] update) {
            return GridDecorator.this.compareAndSet(id, expected, update);
        }

        @Override
        public CompletionStage<Boolean> remove(CheckpointId id, byte[] expected) {
            return inner.manifests().remove(id, expected);
        }

        @Override
        public List<CheckpointId> local() {
            return inner.manifests().local();
        }

        @Override
        public List<CheckpointId> all() {
            return inner.manifests().all();
        }

        @Override
        public Optional<String> keeper(CheckpointId id) {
            return inner.manifests().keeper(id);
        }

        @Override
        public int copies() {
            return inner.manifests().copies();
        }
    }

    private final class Members implements Cluster {
        @Override
        public ClusterView view() {
            return GridDecorator.this.view();
        }

        @Override
        public Subscription onChange(Consumer<Change> listener) {
            return inner.cluster().onChange(change -> listener.accept(change(change)));
        }
    }

    private final class Time implements Clock {
        @Override
        public long millis() {
            return inner.clock().millis();
        }

        @Override
        public long nanos() {
            return inner.clock().nanos();
        }

        @Override
        public CompletionStage<Void> after(Duration delay) {
            return GridDecorator.this.after(delay);
        }
    }
}
