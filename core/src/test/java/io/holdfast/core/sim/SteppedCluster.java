// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import static io.holdfast.core.sim.EventLoop.MS;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The simulated cluster for tests that wait in real time: with each call virtual time goes on until it is answered.
 * Thread-safe.
 */
final class SteppedCluster {

    private final World world;

    SteppedCluster(int copies) {
        this.world = new World(new Chance(1), Scenario.calm(copies), Mutation.NONE, false);
    }

    synchronized Grid join(String name) {
        Node node = world.master().join(name, true, true);
        pass(500 * MS);
        Grid grid = SimulatedGrid.of(world, node);
        return new Grid(
                new Fragments(grid.fragments()),
                new Manifests(grid.manifests()),
                new Members(grid.cluster()),
                new Time(grid.clock()));
    }

    synchronized void crash(Grid member) {
        Node node = node(member);
        node.die();
        world.loop().after(200 * MS, () -> world.master().fail(node));
        pass(1000 * MS);
    }

    synchronized void leave(Grid member) {
        world.master().leave(node(member));
        pass(3000 * MS);
    }

    /** Returns when nothing moves any more. */
    synchronized void settle() {
        pass(10_000 * MS);
    }

    private Node node(Grid member) {
        String self = member.cluster().view().self();
        return world.nodes().stream()
                .filter(node -> node.id().equals(self))
                .findFirst()
                .orElseThrow();
    }

    private void pass(long time) {
        world.loop().runUntil(world.loop().now() + time);
    }

    /** Lets time pass until there is an answer; what follows it happens when the loop stands still. */
    private synchronized <T> CompletionStage<T> answered(Supplier<CompletionStage<T>> asked) {
        CompletableFuture<T> answer = asked.get().toCompletableFuture();
        while (!answer.isDone()) {
            pass(MS);
        }
        return answer.copy();
    }

    private synchronized <T> T passing(long time, Supplier<T> look) {
        pass(time);
        return look.get();
    }

    private final class Fragments implements FragmentStore {
        private final FragmentStore inner;

        Fragments(FragmentStore inner) {
            this.inner = inner;
        }

        @Override
        public CompletionStage<Void> putAll(Map<FragmentKey, byte[]> fragments) {
            return answered(() -> inner.putAll(fragments));
        }

        @Override
        public CompletionStage<Optional<byte[]>> get(FragmentKey key) {
            return answered(() -> inner.get(key));
        }

        @Override
        public CompletionStage<Void> removeAll(Collection<FragmentKey> keys) {
            return answered(() -> inner.removeAll(keys));
        }

        @Override
        public List<FragmentKey> local() {
            return passing(0, inner::local);
        }
    }

    private final class Manifests implements ManifestStore {
        private final ManifestStore inner;

        Manifests(ManifestStore inner) {
            this.inner = inner;
        }

        @Override
        public CompletionStage<Optional<byte[]>> get(CheckpointId id) {
            return answered(() -> inner.get(id));
        }

        @Override
        public CompletionStage<Boolean> compareAndSet(CheckpointId id, byte[] expected, byte[] update) {
            return answered(() -> inner.compareAndSet(id, expected, update));
        }

        @Override
        public CompletionStage<Boolean> remove(CheckpointId id, byte[] expected) {
            return answered(() -> inner.remove(id, expected));
        }

        @Override
        public List<CheckpointId> local() {
            return passing(0, inner::local);
        }

        @Override
        public List<CheckpointId> all() {
            return passing(0, inner::all);
        }

        @Override
        public Optional<String> keeper(CheckpointId id) {
            return passing(0, () -> inner.keeper(id));
        }

        @Override
        public int copies() {
            return inner.copies();
        }
    }

    private final class Members implements Cluster {
        private final Cluster inner;

        Members(Cluster inner) {
            this.inner = inner;
        }

        @Override
        public ClusterView view() {
            return passing(50 * MS, inner::view);
        }

        @Override
        public Subscription onChange(Consumer<Change> listener) {
            return passing(0, () -> inner.onChange(listener));
        }
    }

    private final class Time implements Clock {
        private final Clock inner;

        Time(Clock inner) {
            this.inner = inner;
        }

        @Override
        public long millis() {
            return passing(0, inner::millis);
        }

        @Override
        public long nanos() {
            return passing(1000, inner::nanos);
        }

        @Override
        public CompletionStage<Void> after(Duration delay) {
            return answered(() -> inner.after(delay));
        }
    }
}
