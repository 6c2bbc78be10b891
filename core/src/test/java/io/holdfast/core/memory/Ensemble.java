// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.memory;

import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.DistributorSettings;
import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.ManifestFormat;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Member;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A memory cluster for tests: each member has a grid that can be made to fail, and all share a leaping clock. */
public final class Ensemble {

    /** Slots of the fragment store: enough for each of ten members to have several. */
    public static final int SLOTS = 60;

    private final MemoryCluster cluster = new MemoryCluster(SLOTS, 3);
    private final LeapingClock clock = new LeapingClock();
    private final Map<String, FaultyGrid> grids = new LinkedHashMap<>();

    /** Members {@code m0}, {@code m1}, ..., each a failure domain of its own. */
    public static Ensemble of(int members) {
        Ensemble ensemble = new Ensemble();
        for (int i = 0; i < members; i++) {
            ensemble.join("m" + i);
        }
        return ensemble;
    }

    /** Lets a member join. */
    public void join(String id) {
        join(new Member(id, id, id, true));
    }

    /** Lets a member join. */
    public void join(Member member) {
        grids.put(member.id(), new FaultyGrid(cluster.join(member), clock));
    }

    /** The cluster. */
    public MemoryCluster cluster() {
        return cluster;
    }

    /** The clock of all members. */
    public LeapingClock clock() {
        return clock;
    }

    /** The member's grid. */
    public Grid grid(String member) {
        return faults(member).grid();
    }

    /** What goes wrong at the member. */
    public FaultyGrid faults(String member) {
        return grids.get(member);
    }

    /** A distributor at the member with the default settings. */
    public Distributor distributor(String member) {
        return new Distributor(grid(member), DistributorSettings.DEFAULTS);
    }

    /** A new checkpoint of the member. */
    public OwnedCheckpoint fresh(CheckpointId id, String owner, int tolerate) {
        return OwnedCheckpoint.fresh(id, owner, tolerate, clock.millis());
    }

    /** The manifest that stands in the store. */
    public Manifest manifest(CheckpointId id) {
        return ManifestFormat.decode(id, cluster.manifest(id));
    }

    /** What the stage completed with; what it failed with is thrown. A stage that is not complete fails the test. */
    public static <T> T result(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            throw new AssertionError("it is not complete, and nothing is left to happen");
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Bytes that differ from seed to seed. */
    public static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }
}
