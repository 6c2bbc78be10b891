// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.Partition;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
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

    /** How the cluster is now. Members come in the order in which they joined, on every member the same. */
    Picture look() {
        UUID self = instance.getCluster().getLocalMember().getUuid();
        labels.register(self);
        List<Member> members = new ArrayList<>();
        Set<UUID> now = new HashSet<>();
        for (com.hazelcast.cluster.Member member : instance.getCluster().getMembers()) {
            labels.learn(member);
            now.add(member.getUuid());
            members.add(new Member(
                    member.getUuid().toString(), labels.name(member), labels.domain(member), !member.isLiteMember()));
        }
        if (!members.isEmpty() && members.get(0).id().equals(self.toString())) {
            present.stream().filter(id -> !now.contains(id)).forEach(labels::forget);
        }
        present = now;
        Set<Partition> partitions = instance.getPartitionService().getPartitions();
        String[] keepers = new String[partitions.size()];
        for (Partition partition : partitions) {
            com.hazelcast.cluster.Member owner = partition.getOwner();
            keepers[partition.getPartitionId()] =
                    owner == null ? null : owner.getUuid().toString();
        }
        List<String> list = Arrays.asList(keepers);
        return new Picture(members, list, new ClusterView(self.toString(), members, list));
    }

    /** A view, with what tells it from another. */
    record Picture(List<Member> members, List<String> keepers, ClusterView view) {

        /** The slots whose keeper here is not in the later cluster: it cannot have handed them over meanwhile. */
        List<Integer> orphanedIn(Picture later) {
            List<Integer> slots = new ArrayList<>();
            for (int slot = 0; slot < keepers.size(); slot++) {
                if (keepers.get(slot) != null && !later.view.has(keepers.get(slot))) {
                    slots.add(slot);
                }
            }
            return slots;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Picture that
                    && members.equals(that.members)
                    && keepers.equals(that.keepers)
                    && view.self().equals(that.view.self());
        }

        @Override
        public int hashCode() {
            return members.hashCode() + keepers.hashCode();
        }
    }
}
