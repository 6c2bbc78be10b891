// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.config.CacheDeserializedValues;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.InvalidConfigurationException;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.PartitioningStrategyConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.strategy.StringPartitioningStrategy;
import com.hazelcast.spi.merge.DiscardMergePolicy;

/** Defines the maps of Holdfast in the running grid; the same definition again is accepted. */
final class GridMaps {

    /** The split-brain protection for manifests, if the server's configuration has one of this name. */
    static final String PROTECTION = "holdfast";

    private GridMaps() {}

    /**
     * Fragments have no backups: parity and copies are their redundancy. When parts of a cluster meet again, those of the
     * smaller one are added, by the default policy: a key is never used for other bytes, so they can only be of use.
     */
    static void defineFragments(HazelcastInstance instance, String name) {
        define(instance, map(name, 0));
    }

    /**
     * Manifests and the directory have synchronous backups, and are under the split-brain protection that the server's
     * configuration has for them. When parts of a cluster meet again, those of the larger part stand: what the smaller one
     * has is older, or was ended.
     */
    static void defineMirrored(HazelcastInstance instance, String name, int backups) {
        MapConfig map = map(name, backups)
                .setMergePolicyConfig(new MergePolicyConfig().setPolicy(DiscardMergePolicy.class.getName()));
        SplitBrainProtectionConfig protection =
                instance.getConfig().getSplitBrainProtectionConfigs().get(PROTECTION);
        if (protection != null && protection.isEnabled()) {
            map.setSplitBrainProtectionName(PROTECTION);
        }
        define(instance, map);
    }

    private static MapConfig map(String name, int backups) {
        return new MapConfig(name)
                .setInMemoryFormat(InMemoryFormat.BINARY)
                .setBackupCount(backups)
                .setAsyncBackupCount(0)
                .setReadBackupData(false)
                .setStatisticsEnabled(true) // the memory cost of entries is part of the statistics
                .setPerEntryStatsEnabled(false) // memory for counters that nobody reads
                .setCacheDeserializedValues(CacheDeserializedValues.NEVER)
                .setPartitioningStrategyConfig(
                        new PartitioningStrategyConfig(StringPartitioningStrategy.class.getName()));
    }

    private static void define(HazelcastInstance instance, MapConfig map) {
        try {
            instance.getConfig().addMapConfig(map);
        } catch (InvalidConfigurationException e) {
            throw new IllegalStateException(
                    "HF2010 map " + map.getName()
                            + " is configured otherwise in this cluster; give all members the same number of backups ("
                            + map.getBackupCount()
                            + " here), or leave the map out of the server's own configuration file",
                    e);
        }
    }
}
