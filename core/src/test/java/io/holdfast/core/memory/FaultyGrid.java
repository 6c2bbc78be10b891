// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.memory;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.port.Clock;
import io.holdfast.core.port.FragmentStore;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.ManifestStore;
import io.holdfast.core.port.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A member's grid whose operations go wrong as a test says, and that counts them. Not thread-safe. */
public final class FaultyGrid {

    /** What core asks of the stores. */
    public enum Operation {
        PUT,
        GET,
        REMOVE,
        READ_MANIFEST,
        CAS_MANIFEST,
        REMOVE_MANIFEST
    }

    /** How it goes. */
    public enum Fault {
        /** As it should. */
        NONE,
        /** Not done, and the caller is told so. */
        REFUSED,
        /** Not done, and the caller is not told. */
        LOST_REQUEST,
        /** Done, and the caller is not told. */
        LOST_REPLY,
        /** Done, and the caller is told that it was not: a store that retried by itself. */
        WRONG_REPLY,
        /** Done for every other fragment, and the caller is not told. */
        HALF,
        /** Done and answered only when the test lets it. */
        HELD,
        /** Done at once, answered only when the test lets it. */
        SLOW,
        /** The caller is not told; done when the test lets it. */
        LATE
    }

    private final Grid inner;
    private final Clock clock;
    private final Map<Operation, Deque<Fault>> script = new EnumMap<>(Operation.class);
    private final Map<Operation, Fault> standing = new EnumMap<>(Operation.class);
    private final Map<Operation, Integer> calls = new EnumMap<>(Operation.class);
    private final List<Runnable> waiting = new ArrayList<>();
    private Predicate<FragmentKey> silent = key -> false;
    private long bytesSent;

    /** Wraps a grid and gives it another clock. */
    public FaultyGrid(Grid inner, Clock clock) {
        this.inner = inner;
        this.clock = clock;
    }

    /** The grid to give to the code under test. */
    public Grid grid() {
        return new Grid(new Fragments(), new Manifests(), inner.cluster(), clock);
    }

    /** The next calls of the operation go so, in this order; later ones as they did. */
    public FaultyGrid next(Operation operation, Fault... faults) {
        script.computeIfAbsent(operation, key -> new ArrayDeque<>()).addAll(List.of(faults));
        return this;
    }

    /** All calls of the operation go so from now on. */
    public FaultyGrid always(Operation operation, Fault fault) {
        standing.put(operation, fault);
        return this;
    }

    /** Fragments that do not answer when they are read. */
    public void silence(Predicate<FragmentKey> keys) {
        silent = keys;
    }

    /** Nothing goes wrong any more; what waits goes on waiting. */
    public void heal() {
        script.clear();
        standing.clear();
        silent = key -> false;
    }

    /** Does what waits, in the order in which it was asked for; answers how much that was. */
    public int release() {
        List<Runnable> due = List.copyOf(waiting);
        waiting.clear();
        due.forEach(Runnable::run);
        return due.size();
    }

    /** How often the operation was called. */
    public int calls(Operation operation) {
        return calls.getOrDefault(operation, 0);
    }

    /** How often any operation was called. */
    public int calls() {
        return calls.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Bytes of fragments and manifests that were sent, expected ones and retries included. */
    public long bytesSent() {
        return bytesSent;
    }

    private <T> CompletionStage<T> run(Operation operation, Supplier<CompletionStage<T>> action, T wrong) {
        calls.merge(operation, 1, Integer::sum);
        Deque<Fault> faults = script.getOrDefault(operation, new ArrayDeque<>());
        Fault fault = faults.isEmpty() ? standing.getOrDefault(operation, Fault.NONE) : faults.remove();
        return switch (fault) {
            case NONE, HALF -> action.get();
            case REFUSED ->
                CompletableFuture.failedStage(new StoreException.Refused("HF1498 " + operation + " refused", null));
            case LOST_REQUEST -> unknown(operation);
            case LOST_REPLY -> action.get().thenCompose(done -> unknown(operation));
            case WRONG_REPLY -> action.get().thenApply(done -> wrong);
            case HELD -> {
                CompletableFuture<T> answer = new CompletableFuture<>();
                waiting.add(() -> action.get().thenAccept(answer::complete));
                yield answer;
            }
            case SLOW -> {
                CompletableFuture<T> answer = new CompletableFuture<>();
                action.get().thenAccept(done -> waiting.add(() -> answer.complete(done)));
                yield answer;
            }
            case LATE -> {
                waiting.add(() -> action.get().thenAccept(done -> {}));
                yield unknown(operation);
            }
        };
    }

    private static <T> CompletionStage<T> unknown(Operation operation) {
        return CompletableFuture.failedStage(new StoreException.Unknown("HF1499 " + operation + " lost", null));
    }

    private boolean isHalf() {
        Deque<Fault> faults = script.getOrDefault(Operation.PUT, new ArrayDeque<>());
        return (faults.isEmpty() ? standing.get(Operation.PUT) : faults.peek()) == Fault.HALF;
    }

    private final class Fragments implements FragmentStore {
        @Override
        public CompletionStage<Void> putAll(Map<FragmentKey, byte[]> fragments) {
            fragments.values().forEach(bytes -> bytesSent += bytes.length);
            if (!isHalf()) {
                return run(Operation.PUT, () -> inner.fragments().putAll(fragments), null);
            }
            Map<FragmentKey, byte[]> half = new LinkedHashMap<>();
            int[] number = new int[1];
            fragments.forEach((key, bytes) -> {
                if (number[0]++ % 2 == 0) {
                    half.put(key, bytes);
                }
            });
            return run(Operation.PUT, () -> inner.fragments().putAll(half), null)
                    .thenCompose(done -> unknown(Operation.PUT));
        }

        @Override
        public CompletionStage<Optional<byte[]>> get(FragmentKey key) {
            CompletionStage<Optional<byte[]>> found =
                    run(Operation.GET, () -> inner.fragments().get(key), Optional.empty());
            return silent.test(key) ? unknown(Operation.GET) : found;
        }

        @Override
        public CompletionStage<Void> removeAll(Collection<FragmentKey> keys) {
            return run(Operation.REMOVE, () -> inner.fragments().removeAll(keys), null);
        }

        @Override
        public List<FragmentKey> local() {
            return inner.fragments().local();
        }
    }

    private final class Manifests implements ManifestStore {
        @Override
        public CompletionStage<Optional<byte[]>> get(CheckpointId id) {
            return run(Operation.READ_MANIFEST, () -> inner.manifests().get(id), Optional.empty());
        }

        @Override
        public CompletionStage<Boolean> compareAndSet(CheckpointId id, byte[] expected, byte[] update) {
            bytesSent += (expected == null ? 0 : expected.length) + update.length;
            return run(Operation.CAS_MANIFEST, () -> inner.manifests().compareAndSet(id, expected, update), false);
        }

        @Override
        public CompletionStage<Boolean> remove(CheckpointId id, byte[] expected) {
            return run(Operation.REMOVE_MANIFEST, () -> inner.manifests().remove(id, expected), false);
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
}
