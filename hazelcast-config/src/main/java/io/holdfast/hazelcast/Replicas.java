// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.partition.IPartition;
import com.hazelcast.spi.impl.AbstractDistributedObject;
import com.hazelcast.spi.impl.NodeEngine;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.IntStream;

/** Which members have a copy of a partition: the public interface of Hazelcast tells only the first. Thread-safe. */
final class Replicas {

    private final NodeEngine engine;

    Replicas(HazelcastInstance instance, String map) {
        this.engine = ((AbstractDistributedObject<?>) instance.getMap(map)).getNodeEngine();
    }

    /** The ids of the members with the first copy and with as many backups. */
    Set<String> of(int slot, int backups) {
        IPartition partition = engine.getPartitionService().getPartition(slot, false);
        Set<String> members = new LinkedHashSet<>();
        IntStream.rangeClosed(0, backups)
                .mapToObj(partition::getReplicaAddress)
                .map(address ->
                        address == null ? null : engine.getClusterService().getMember(address))
                .forEach(member -> {
                    if (member != null) {
                        members.add(member.getUuid().toString());
                    }
                });
        return members;
    }
}
