// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.HazelcastInstance;

/**
 * Whether enough members are left for an answer to count, where the configuration asks for a majority. Hazelcast asks
 * before an operation runs, and learns a moment after the members are gone that they are too few. In that moment a member
 * that was shut out would read and write alone: what it keeps has no backups any more that would have to answer.
 */
final class Majority {

    private final Cluster cluster;
    private final int least;

    private Majority(Cluster cluster, int least) {
        this.cluster = cluster;
        this.least = least;
    }

    /** The majority that the map of that name needs. */
    static Majority of(HazelcastInstance instance, String map) {
        String name = instance.getConfig().findMapConfig(map).getSplitBrainProtectionName();
        SplitBrainProtectionConfig protection = name == null
                ? null
                : instance.getConfig().getSplitBrainProtectionConfigs().get(name);
        boolean enabled = protection != null && protection.isEnabled();
        return new Majority(instance.getCluster(), enabled ? protection.getMinimumClusterSize() : 0);
    }

    /**
     * Checks when an operation has ended.
     *
     * @param failure of the operation, null if it did not fail
     * @throws IllegalStateException if it ended well, and must not be believed
     */
    void check(Throwable failure) {
        if (failure == null && least > 0 && cluster.getMembers().size() < least) {
            throw new IllegalStateException("HF2024 this member sees "
                    + cluster.getMembers().size() + " members, fewer than the majority of " + least);
        }
    }
}
