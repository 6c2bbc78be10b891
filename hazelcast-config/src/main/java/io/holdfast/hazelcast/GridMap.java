// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.LifecycleService;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.map.impl.EntryRemovingProcessor;
import com.hazelcast.map.impl.MapEntries;
import com.hazelcast.map.impl.MapService;
import com.hazelcast.map.impl.operation.DeleteOperation;
import com.hazelcast.map.impl.operation.GetOperation;
import com.hazelcast.map.impl.operation.MapOperation;
import com.hazelcast.map.impl.operation.MultipleEntryOperation;
import com.hazelcast.map.impl.operation.PutAllOperation;
import com.hazelcast.map.impl.operation.PutIfAbsentOperation;
import com.hazelcast.map.impl.operation.RemoveIfSameOperation;
import com.hazelcast.map.impl.operation.ReplaceIfSameOperation;
import com.hazelcast.map.impl.operation.SetOperation;
import com.hazelcast.partition.PartitionService;
import com.hazelcast.partition.strategy.StringPartitioningStrategy;
import com.hazelcast.spi.impl.AbstractDistributedObject;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.executionservice.ExecutionService;
import com.hazelcast.spi.impl.operationexecutor.OperationHostileThread;
import com.hazelcast.spi.impl.operationexecutor.impl.OperationThread;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One map of the grid, operation by operation: none blocks, each is bounded in time, and each outcome says what is
 * known. Thread-safe.
 *
 * <p>This class alone uses the inside of Hazelcast, the same operations that {@code IMap} sends, because {@code IMap}
 * <ul>
 *   <li>has no compare-and-set that does not block, and its blocking one can be neither bounded nor interrupted: a
 *       caller would hang as long as the failure detection of the cluster takes;
 *   <li>reports success when a synchronous backup has not answered, unless a property of the server says otherwise.
 *       Here every conditional write asks for the truth, on any server;
 *   <li>cannot delete without blocking and without sending the old value back;
 *   <li>sends its asynchronous reads to the partition of the whole key, not of its partition key;
 *   <li>has no batch for one partition, and its batches by member cost three times as much as single puts, which go out
 *       at the same time anyway.
 * </ul>
 *
 * <p>Hazelcast sends reads, sets and deletes again when a member dies with them. A conditional write it does not: that
 * one fails, and who asked for it reads back.
 */
final class GridMap<V> {

    /** Between two tries to reach a partition that has no keeper or a new one; Hazelcast's default is 500. */
    private static final int PAUSE_MILLIS = 20;

    private final String name;
    private final Duration limit;
    private final NodeEngine engine;
    private final PartitionService partitions;
    private final LifecycleService lifecycle;
    private final Majority majority;
    private final Merges merges;
    private final Deadlines deadlines;

    /** The map of that name, whose operations end within the limit. */
    GridMap(HazelcastInstance instance, String name, Duration limit, Merges merges, Standstill standstill) {
        this.merges = merges;
        this.name = name;
        this.limit = limit;
        this.engine = ((AbstractDistributedObject<?>) instance.getMap(name)).getNodeEngine();
        this.partitions = instance.getPartitionService();
        this.lifecycle = instance.getLifecycleService();
        this.majority = Majority.of(instance, engine, name, standstill);
        this.deadlines = new Deadlines(limit);
    }

    /** The value; null if there is none. */
    CompletableFuture<V> get(String key) {
        return send("get", Outcome.Kind.READ, key, data -> new GetOperation(name, data));
    }

    /** Sets the value. */
    CompletableFuture<Void> set(String key, V value) {
        return send("set", Outcome.Kind.REPEATABLE, key, data -> new SetOperation(name, data, engine.toData(value)));
    }

    /** Sets values, all under keys of one partition key, in one operation. */
    CompletableFuture<Void> setAll(Map<String, V> entries) {
        return send(
                "setAll", Outcome.Kind.REPEATABLE, entries.keySet().iterator().next(), data -> {
                    MapEntries all = new MapEntries(entries.size());
                    entries.forEach((key, value) -> all.add(data(key), engine.toData(value)));
                    return new PutAllOperation(name, all, false);
                });
    }

    /** Deletes those entries that are there, all under keys of one partition key, in one operation. */
    CompletableFuture<Object> deleteAll(Collection<String> keys) {
        return send(
                "deleteAll",
                Outcome.Kind.REPEATABLE,
                keys.iterator().next(),
                data -> new MultipleEntryOperation(
                        name,
                        keys.stream().map(this::data).collect(Collectors.toSet()),
                        EntryRemovingProcessor.ENTRY_REMOVING_PROCESSOR));
    }

    /** Deletes the entry if it is there; says whether it was. */
    CompletableFuture<Boolean> delete(String key) {
        return send("delete", Outcome.Kind.REPEATABLE, key, data -> new DeleteOperation(name, data, false));
    }

    /** Replaces the value if it is byte for byte the expected one; says whether it did. */
    CompletableFuture<Boolean> replace(String key, V expected, V update) {
        return send(
                "replace",
                Outcome.Kind.CONDITIONAL,
                key,
                data -> new ReplaceIfSameOperation(name, data, engine.toData(expected), engine.toData(update)));
    }

    /** Sets the value if there is none; answers the one that is there, null if this one is now. */
    CompletableFuture<V> putIfAbsent(String key, V value) {
        return send(
                "putIfAbsent",
                Outcome.Kind.CONDITIONAL,
                key,
                data -> new PutIfAbsentOperation(name, data, engine.toData(value)));
    }

    /** Removes the entry if its value is byte for byte the expected one; says whether it did. */
    CompletableFuture<Boolean> remove(String key, V expected) {
        return send(
                "remove",
                Outcome.Kind.CONDITIONAL,
                key,
                data -> new RemoveIfSameOperation(name, data, engine.toData(expected)));
    }

    /** Does something after a pause, on a thread of the grid; at once and here if the grid has ended. */
    void later(int millis, Runnable work) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, task -> {
                    try {
                        engine.getExecutionService().execute(ExecutionService.ASYNC_EXECUTOR, task);
                    } catch (RuntimeException e) {
                        task.run();
                    }
                })
                .execute(work);
    }

    private <T> CompletableFuture<T> send(
            String what, Outcome.Kind kind, String key, Function<Data, MapOperation> operation) {
        Outcome<T> outcome = new Outcome<>(what + " in map " + name, kind);
        if (!lifecycle.isRunning()) {
            outcome.refuse(new HazelcastInstanceNotActiveException());
            return outcome;
        }
        if (kind == Outcome.Kind.CONDITIONAL && merges.isRecent()) {
            outcome.refuse(new IllegalStateException(
                    "HF2026 this member was shut out of the cluster and has just come back; repeat the request"));
            return outcome;
        }
        Runnable invocation = () -> invoke(outcome, kind, key, operation);
        if (mayInvoke()) {
            invocation.run();
        } else {
            engine.getExecutionService().execute(ExecutionService.ASYNC_EXECUTOR, invocation);
        }
        deadlines.watch(outcome);
        return outcome;
    }

    private <T> void invoke(Outcome<T> outcome, Outcome.Kind kind, String key, Function<Data, MapOperation> operation) {
        try {
            Data data = data(key);
            int partition = partitions.getPartition(data).getPartitionId();
            outcome.follow(engine.getOperationService()
                    .createInvocationBuilder(MapService.SERVICE_NAME, operation.apply(data), partition)
                    .setFailOnIndeterminateOperationState(kind == Outcome.Kind.CONDITIONAL)
                    .setCallTimeout(limit.toMillis())
                    .setTryPauseMillis(PAUSE_MILLIS)
                    .<T>invoke()
                    .whenCompleteAsync((value, failure) -> majority.check(failure, kind, partition), Runnable::run));
        } catch (RuntimeException e) {
            outcome.settle(null, e);
        }
    }

    private Data data(String key) {
        return engine.getSerializationService().toData(key, StringPartitioningStrategy.INSTANCE);
    }

    /**
     * Hazelcast refuses to send from the threads that complete its stages. What is chained to a stage goes through
     * another thread; what a caller sends itself does not.
     */
    private static boolean mayInvoke() {
        Thread thread = Thread.currentThread();
        return !(thread instanceof OperationHostileThread || thread instanceof OperationThread);
    }
}
