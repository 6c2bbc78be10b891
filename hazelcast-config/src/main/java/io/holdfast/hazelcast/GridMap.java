// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.map.impl.MapService;
import com.hazelcast.map.impl.operation.DeleteOperation;
import com.hazelcast.map.impl.operation.GetOperation;
import com.hazelcast.map.impl.operation.MapOperation;
import com.hazelcast.map.impl.operation.PutIfAbsentOperation;
import com.hazelcast.map.impl.operation.RemoveIfSameOperation;
import com.hazelcast.map.impl.operation.ReplaceIfSameOperation;
import com.hazelcast.map.impl.operation.SetOperation;
import com.hazelcast.partition.strategy.StringPartitioningStrategy;
import com.hazelcast.spi.impl.AbstractDistributedObject;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.operationservice.OperationService;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One map of the grid, operation by operation: each goes to the partition that the caller names, does not block, and is
 * bounded in time.
 *
 * <p>This class alone uses the inside of Hazelcast, the same operations that {@code IMap} sends, because {@code IMap}
 * <ul>
 *   <li>has no compare-and-set that does not block, and its blocking one cannot be bounded or interrupted: a caller
 *       would hang as long as the failure detection of the cluster takes;
 *   <li>reports success when a synchronous backup has not answered, unless a property of the server says otherwise.
 *       Here every write asks for the truth, on any server;
 *   <li>cannot delete without blocking and without sending the old value back;
 *   <li>sends its asynchronous reads by the hash of the whole key, not by its partition key.
 * </ul>
 *
 * <p>Hazelcast sends reads, sets and deletes again when a member dies with them. A conditional write it does not: that
 * one fails, and who asked for it reads back.
 */
final class GridMap {

    /** Between two tries to reach a partition that has no keeper or a new one; Hazelcast's default is 500. */
    private static final int PAUSE_MILLIS = 20;

    private final HazelcastInstance instance;
    private final String name;
    private final OperationService operations;
    private final NodeEngine engine;
    private final Duration limit;

    GridMap(HazelcastInstance instance, String name, Duration limit) {
        this.instance = instance;
        this.name = name;
        this.engine = ((AbstractDistributedObject<?>) instance.getMap(name)).getNodeEngine();
        this.operations = engine.getOperationService();
        this.limit = limit;
    }

    /** The value; null if there is none. */
    CompletableFuture<byte[]> get(int partition, String key) {
        return send("get", partition, new GetOperation(name, key(key)), Outcome.Kind.READ);
    }

    /** Sets the value. */
    CompletableFuture<Void> set(int partition, String key, byte[] value) {
        return send("set", partition, new SetOperation(name, key(key), engine.toData(value)), Outcome.Kind.REPEATABLE);
    }

    /** Deletes the entry if it is there; says whether it was. */
    CompletableFuture<Boolean> delete(int partition, String key) {
        return send("delete", partition, new DeleteOperation(name, key(key), false), Outcome.Kind.REPEATABLE);
    }

    /** Replaces the value if it is byte for byte the expected one; says whether it did. */
    CompletableFuture<Boolean> replace(int partition, String key, byte[] expected, byte[] update) {
        MapOperation replace =
                new ReplaceIfSameOperation(name, key(key), engine.toData(expected), engine.toData(update));
        return send("replace", partition, replace, Outcome.Kind.CONDITIONAL);
    }

    /** Sets the value if there is none; answers the one that is there, null if this one is now. */
    CompletableFuture<byte[]> putIfAbsent(int partition, String key, byte[] value) {
        return send(
                "putIfAbsent",
                partition,
                new PutIfAbsentOperation(name, key(key), engine.toData(value)),
                Outcome.Kind.CONDITIONAL);
    }

    /** Removes the entry if its value is byte for byte the expected one; says whether it did. */
    CompletableFuture<Boolean> remove(int partition, String key, byte[] expected) {
        return send(
                "remove",
                partition,
                new RemoveIfSameOperation(name, key(key), engine.toData(expected)),
                Outcome.Kind.CONDITIONAL);
    }

    private Data key(String key) {
        return engine.getSerializationService().toData(key, StringPartitioningStrategy.INSTANCE);
    }

    private <T> CompletableFuture<T> send(String what, int partition, MapOperation operation, Outcome.Kind kind) {
        Outcome<T> outcome = new Outcome<>(what + " in map " + name, kind);
        if (!instance.getLifecycleService().isRunning()) {
            outcome.refuse(new HazelcastInstanceNotActiveException());
            return outcome;
        }
        try {
            outcome.follow(operations
                    .createInvocationBuilder(MapService.SERVICE_NAME, operation, partition)
                    .setFailOnIndeterminateOperationState(kind == Outcome.Kind.CONDITIONAL)
                    .setCallTimeout(limit.toMillis())
                    .setTryPauseMillis(PAUSE_MILLIS)
                    .invoke());
        } catch (RuntimeException e) {
            outcome.settle(null, e);
        }
        return outcome.within(limit);
    }
}
