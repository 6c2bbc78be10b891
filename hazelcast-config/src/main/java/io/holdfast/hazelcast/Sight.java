// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.Partition;
import io.holdfast.core.port.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Takes pictures of the cluster. Used by one thread. */
final class Sight {

    private final HazelcastInstance instance;
    private final Labels labels;
    private Set<UUID> present = Set.of();

    Sight(HazelcastInstance instance, Labels labels) {
        this.instance = instance;
        this.labels = labels;
    }

    /**
     * How the cluster is now. Members come in the order in which they joined, on every member the same.
     *
     * @param before the picture before
     */
    Picture look(Picture before) {
        UUID self = instance.getCluster().getLocalMember().getUuid();
        labels.register(self);
        List<Member> members = new ArrayList<>();
        Map<UUID, String> ids = new HashMap<>();
        for (com.hazelcast.cluster.Member member : instance.getCluster().getMembers()) {
            labels.learn(member);
            String id = member.getUuid().toString();
            ids.put(member.getUuid(), id);
            members.add(new Member(id, labels.name(member), labels.domain(member), !member.isLiteMember()));
        }
        forgetAllBut(ids.keySet(), members.get(0).id().equals(self.toString()));
        present = Set.copyOf(ids.keySet());
        Set<Partition> partitions = instance.getPartitionService().getPartitions();
        String[] keepers = new String[partitions.size()];
        for (Partition partition : partitions) {
            com.hazelcast.cluster.Member owner = partition.getOwner();
            keepers[partition.getPartitionId()] = owner == null ? null : ids.get(owner.getUuid());
        }
        return Picture.of(self.toString(), members, Arrays.asList(keepers), before);
    }

    /** The eldest member removes the labels of those that left; every member forgets them. */
    private void forgetAllBut(Set<UUID> now, boolean eldest) {
        for (UUID id : present) {
            if (!now.contains(id)) {
                labels.forget(id);
                if (eldest) {
                    labels.remove(id);
                }
            }
        }
    }
}
