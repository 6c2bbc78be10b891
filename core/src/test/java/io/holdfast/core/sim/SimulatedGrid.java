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
import io.holdfast.core.port.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The ports of one member. */
final class SimulatedGrid {

    private final World world;
    private final Node node;

    private SimulatedGrid(World world, Node node) {
        this.world = world;
        this.node = node;
    }

    static Grid of(World world, Node node) {
        SimulatedGrid grid = new SimulatedGrid(world, node);
        return new Grid(grid.new Fragments(), grid.new Manifests(), grid.new Members(), grid.new Time());
    }

    private final class Fragments implements FragmentStore {

        @Override
        public CompletionStage<Void> putAll(Map<FragmentKey, byte[]> fragments) {
            List<CompletableFuture<Void>> sent = new ArrayList<>(fragments.size());
            fragments.forEach((key, bytes) -> sent.add(Invocation.start(
                    world, node, "put " + key.index(), key.slot(), Invocation.Kind.REPEATABLE, (keeper, reply) -> {
                        if (keeper.isBusy()) {
                            return;
                        }
                        trace(keeper, "keeps ", key);
                        keeper.fragments(key.slot()).put(key, bytes);
                        reply.accept(Answer.done(null));
                    })));
            return all(sent);
        }

        @Override
        public CompletionStage<Optional<byte[]>> get(FragmentKey key) {
            return Invocation.start(
                    world, node, "get " + key.index(), key.slot(), Invocation.Kind.READ, (keeper, reply) -> {
                        if (!keeper.isBusy()) {
                            reply.accept(Answer.done(Optional.ofNullable(
                                    keeper.fragments(key.slot()).get(key))));
                        }
                    });
        }

        @Override
        public CompletionStage<Void> removeAll(Collection<FragmentKey> keys) {
            List<CompletableFuture<Void>> sent = new ArrayList<>(keys.size());
            for (FragmentKey key : keys) {
                sent.add(Invocation.start(
                        world, node, "remove", key.slot(), Invocation.Kind.REPEATABLE, (keeper, reply) -> {
                            trace(keeper, "removes ", key);
                            keeper.fragments(key.slot()).remove(key);
                            reply.accept(Answer.done(null));
                        }));
            }
            return all(sent);
        }

        @Override
        public List<FragmentKey> local() {
            List<FragmentKey> keys = new ArrayList<>();
            for (int slot = 0; slot < world.slots(); slot++) {
                if (node.table().primary(slot) == node.number()) {
                    keys.addAll(node.fragments(slot).keySet());
                }
            }
            return keys;
        }

        private void trace(Node keeper, String what, FragmentKey key) {
            if (world.trace().isOn()) {
                world.trace().line(keeper.id(), what + key + " of " + node);
            }
        }

        /** As a grid does that sends each fragment alone: refused if all were, else unknown. */
        private static CompletionStage<Void> all(List<CompletableFuture<Void>> sent) {
            return CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new))
                    .handle((nothing, failure) -> {
                        if (failure != null && sent.stream().allMatch(Fragments::isRefused)) {
                            throw new StoreException.Refused("HF1412 all fragments are refused", failure);
                        }
                        if (failure != null) {
                            throw new StoreException.Unknown("HF1413 some fragments failed", failure);
                        }
                        return null;
                    });
        }

        private static boolean isRefused(CompletableFuture<Void> one) {
            return one.handle((nothing, failure) -> failure instanceof StoreException.Refused)
                    .join();
        }
    }

    private final class Manifests implements ManifestStore {

        @Override
        public CompletionStage<Optional<byte[]>> get(CheckpointId id) {
            int slot = world.slotOf(id);
            return Invocation.start(
                    world,
                    node,
                    "read",
                    slot,
                    Invocation.Kind.READ,
                    (keeper, reply) ->
                            reply.accept(Answer.done(Optional.ofNullable(ManifestKeeper.standing(keeper, slot, id)))));
        }

        @Override
        public CompletionStage<Boolean> compareAndSet(CheckpointId id, byte[] expected, byte[] update) {
            return Invocation.start(
                    world,
                    node,
                    "compare-and-set",
                    world.slotOf(id),
                    Invocation.Kind.CONDITIONAL,
                    (keeper, reply) -> world.keeper().change(keeper, id, expected, update, reply));
        }

        @Override
        public CompletionStage<Boolean> remove(CheckpointId id, byte[] expected) {
            return Invocation.start(
                    world,
                    node,
                    "remove",
                    world.slotOf(id),
                    Invocation.Kind.CONDITIONAL,
                    (keeper, reply) -> world.keeper().change(keeper, id, expected, null, reply));
        }

        @Override
        public List<CheckpointId> local() {
            List<CheckpointId> ids = new ArrayList<>();
            for (int slot = 0; slot < world.slots(); slot++) {
                if (node.table().primary(slot) == node.number()) {
                    collect(node, slot, ids);
                }
            }
            return ids;
        }

        /** Cannot wait in virtual time, so it looks at once, and fails if somebody would not answer. */
        @Override
        public List<CheckpointId> all() {
            List<CheckpointId> ids = new ArrayList<>();
            for (int slot = 0; slot < world.slots(); slot++) {
                int primary = node.table().primary(slot);
                if (primary == Table.NOBODY
                        || !world.node(primary).isRunning()
                        || world.network().isCut(node, world.node(primary))) {
                    throw new StoreException.Refused("HF1414 nobody answers for slot " + slot, null);
                }
                collect(world.node(primary), slot, ids);
            }
            return ids;
        }

        private static void collect(Node from, int slot, List<CheckpointId> ids) {
            from.manifests(slot).forEach((id, copy) -> {
                if (copy.bytes() != null) {
                    ids.add(id);
                }
            });
        }

        @Override
        public Optional<String> keeper(CheckpointId id) {
            int primary = node.table().primary(world.slotOf(id));
            return primary == Table.NOBODY
                    ? Optional.empty()
                    : Optional.of(world.node(primary).id());
        }

        @Override
        public int copies() {
            return world.scenario().copies();
        }
    }

    private final class Members implements Cluster {

        @Override
        public ClusterView view() {
            return node.view();
        }

        @Override
        public Subscription onChange(Consumer<Change> listener) {
            node.listeners().add(listener);
            return () -> node.listeners().remove(listener);
        }
    }

    private final class Time implements Clock {

        @Override
        public long millis() {
            return 1_700_000_000_000L + node.skewMillis() + world.loop().now() / EventLoop.MS;
        }

        @Override
        public long nanos() {
            return world.loop().now();
        }

        @Override
        public CompletionStage<Void> after(Duration delay) {
            CompletableFuture<Void> due = new CompletableFuture<>();
            node.after(delay.toNanos(), () -> due.complete(null));
            return due;
        }
    }
}
