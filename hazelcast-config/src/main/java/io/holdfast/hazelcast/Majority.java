// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.config.MapConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.cluster.impl.ClusterHeartbeatManager;
import com.hazelcast.internal.cluster.impl.ClusterServiceImpl;
import com.hazelcast.internal.partition.InternalPartition;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperties;
import java.time.Duration;

/**
 * Whether enough members are left for an answer to count, where the configuration asks for a majority. Hazelcast asks
 * before an operation runs, and removes members that it does not hear of one after the other: a member that was shut out
 * sees a majority until the last one too many is removed, while what it keeps has no copies any more on those that went
 * first. In that moment it would read and write alone. So would one that stood still while it was removed. Thread-safe.
 */
final class Majority {

    /** Members that are lost by one cause are all removed within this: some ticks of the heartbeat. */
    private static final long SETTLING_NANOS = Duration.ofSeconds(2).toNanos();

    private final NodeEngine engine;
    private final ClusterServiceImpl cluster;
    private final int least;
    private final int backups;

    /** Who was silent for so long does not count. */
    private final long silenceMillis;

    private volatile int seen;
    private volatile long shrunkAt = System.nanoTime() - SETTLING_NANOS;

    private final Standstill standstill;

    private Majority(NodeEngine engine, int least, int backups, Standstill standstill) {
        this.standstill = standstill;
        this.engine = engine;
        this.cluster = (ClusterServiceImpl) engine.getClusterService();
        this.least = least;
        this.backups = backups;
        this.silenceMillis = silence(engine.getProperties()).toMillis();
    }

    /** After this somebody who is silent may soon be removed: half the time after which he is. */
    static Duration silence(HazelcastProperties properties) {
        return Duration.ofMillis(properties.getMillis(ClusterProperty.MAX_NO_HEARTBEAT_SECONDS) / 2);
    }

    /** The majority that the map of that name needs. */
    static Majority of(HazelcastInstance instance, NodeEngine engine, String map, Standstill standstill) {
        MapConfig config = instance.getConfig().findMapConfig(map);
        String name = config.getSplitBrainProtectionName();
        SplitBrainProtectionConfig protection = name == null
                ? null
                : instance.getConfig().getSplitBrainProtectionConfigs().get(name);
        boolean enabled = protection != null && protection.isEnabled();
        return new Majority(
                engine, enabled ? protection.getMinimumClusterSize() : 0, config.getBackupCount(), standstill);
    }

    /**
     * Checks when an operation has ended.
     *
     * @param failure of the operation, null if it did not fail
     * @param kind of the operation
     * @param partition where it was
     * @throws IllegalStateException if it ended well, and must not be believed
     */
    void check(Throwable failure, Outcome.Kind kind, int partition) {
        if (failure != null || least == 0) {
            return;
        }
        int members = cluster.getSize();
        if (members < seen) {
            shrunkAt = System.nanoTime();
        }
        seen = members;
        long heard = heard();
        if (heard < least) {
            throw new IllegalStateException(
                    "HF2024 this member hears of " + heard + " members, fewer than the majority of " + least);
        }
        if (kind == Outcome.Kind.CONDITIONAL
                && (System.nanoTime() - shrunkAt < SETTLING_NANOS || standstill.isRecent())
                && lacksCopies(partition, members)) {
            throw new IllegalStateException(
                    "HF2025 members were lost or this one stood still a moment ago, and partition " + partition
                            + " has not all its copies; soon it will be known whether a majority is left");
        }
    }

    private long heard() {
        ClusterHeartbeatManager heartbeats = cluster.getClusterHeartbeatManager();
        long since = cluster.getClusterClock().getClusterTime() - silenceMillis;
        return cluster.getMembers().stream()
                .filter(member -> member.localMember() || heartbeats.getLastHeartbeatTime(member) >= since)
                .count();
    }

    private boolean lacksCopies(int id, int members) {
        InternalPartition partition =
                (InternalPartition) engine.getPartitionService().getPartition(id);
        for (int replica = 0; replica <= Math.min(backups, members - 1); replica++) {
            if (partition.getReplica(replica) == null) {
                return true;
            }
        }
        return false;
    }
}
