// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.DistributorSettings;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.memory.MemoryCluster;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Member;

/** One session on the first of six members in one heap, tolerating two losses; counts what is sent. Not thread-safe. */
final class Capture implements AutoCloseable {

    private static final int MEMBERS = 6;
    private static final int TOLERATE = 2;
    private static final int LARGEST = 64 << 20;

    private final CountingGrid grid;
    private final Distributor distributor;
    private final OwnedCheckpoint owned;

    Capture() {
        MemoryCluster cluster = new MemoryCluster(271, TOLERATE + 1);
        Grid first = null;
        for (int i = 0; i < MEMBERS; i++) {
            Grid joined = cluster.join(new Member("m" + i, "m" + i, "m" + i, true));
            first = first == null ? joined : first;
        }
        DistributorSettings defaults = DistributorSettings.DEFAULTS;
        grid = new CountingGrid(first);
        distributor = new Distributor(
                grid.grid(),
                new DistributorSettings(
                        defaults.inlineBytes(),
                        LARGEST,
                        defaults.limit(),
                        defaults.refuseShortage(),
                        defaults.pinned(),
                        defaults.keys()));
        owned = OwnedCheckpoint.fresh(new CheckpointId("bench", "session"), "m0", TOLERATE, 0);
    }

    /** Commits the state and answers how many bytes that sent, parity, headers and manifest included. */
    long commit(byte[] state) {
        distributor.commit(owned, "bench", state).toCompletableFuture().join();
        return grid.sent();
    }

    @Override
    public void close() {
        distributor.close();
    }
}
