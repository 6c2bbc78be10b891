// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.map.IMap;
import com.hazelcast.map.LocalMapStats;

/**
 * What this member stores.
 *
 * @param fragments of fragments
 * @param manifests of manifests
 */
public record StorageFigures(Kept fragments, Kept manifests) {

    /**
     * What it stores of one kind, first copies and backups together.
     *
     * @param entries how many
     * @param bytes keys, values and the overhead of entries, as Hazelcast reports its memory cost
     */
    public record Kept(long entries, long bytes) {

        static Kept of(IMap<?, ?> map) {
            LocalMapStats stats = map.getLocalMapStats();
            return new Kept(
                    stats.getOwnedEntryCount() + stats.getBackupEntryCount(),
                    stats.getOwnedEntryMemoryCost() + stats.getBackupEntryMemoryCost());
        }
    }
}
