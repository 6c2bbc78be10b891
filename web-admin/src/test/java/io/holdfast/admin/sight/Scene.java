// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.DistributorSettings;
import io.holdfast.core.checkpoint.Keyring;
import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.ManifestFormat;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.layout.Scheme;
import io.holdfast.core.memory.FaultyGrid;
import io.holdfast.core.memory.LeapingClock;
import io.holdfast.core.memory.MemoryCluster;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Member;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A cluster in one heap with members m0, m1, ... and a console on m0. */
final class Scene {

    static final int TOLERATE = 2;

    final MemoryCluster cluster = new MemoryCluster(97, TOLERATE + 1);
    final LeapingClock clock = new LeapingClock();
    final FaultyGrid faults;
    /** Who has a copy of any manifest. */
    Set<String> holders = Set.of("m0", "m1", "m2");

    private final Map<String, Grid> grids = new LinkedHashMap<>();

    /** With so many members, each a failure domain of its own. */
    Scene(int members) {
        for (int i = 0; i < members; i++) {
            String id = "m" + i;
            grids.put(id, cluster.join(new Member(id, "name of " + id, "domain of " + id, true)));
        }
        faults = new FaultyGrid(grids.get("m0"), clock);
    }

    /** What the console sees the cluster through. */
    Grid console() {
        return faults.grid();
    }

    /** All manifests of a slot, which here are those whose hash says so, through the faults of {@link #console()}. */
    ManifestSource source() {
        return new ManifestSource() {
            @Override
            public Map<CheckpointId, byte[]> in(int slot) {
                Map<CheckpointId, byte[]> found = new LinkedHashMap<>();
                for (CheckpointId id : console().manifests().all()) {
                    if (slotOf(id) == slot) {
                        Waiting.join(console().manifests().get(id)).ifPresent(bytes -> found.put(id, bytes));
                    }
                }
                return found;
            }

            @Override
            public Set<String> copiesIn(int slot) {
                return holders;
            }
        };
    }

    /** In which slot its manifest stands. */
    int slotOf(CheckpointId id) {
        return Math.floorMod(id.hashCode(), 97);
    }

    /** A census that has looked once. */
    Census census() {
        Census census = new Census(console(), source());
        census.look(Runnable::run);
        return census;
    }

    /** A session that the member owns, with a random state of that size. */
    CheckpointId session(String name, String owner, int bytes) {
        return session(name, owner, bytes, Optional.empty());
    }

    /** The same with a scheme that was pinned. */
    CheckpointId session(String name, String owner, int bytes, Optional<Scheme> pinned) {
        OwnedCheckpoint owned = OwnedCheckpoint.fresh(new CheckpointId("shop", name), owner, TOLERATE, clock.millis());
        commit(owned, bytes, pinned);
        return owned.id();
    }

    /** Commits another random state. */
    void commit(OwnedCheckpoint owned, int bytes, Optional<Scheme> pinned) {
        byte[] state = new byte[bytes];
        new Random(bytes).nextBytes(state);
        commit(owned, state, pinned);
    }

    /** Commits a state. */
    void commit(OwnedCheckpoint owned, byte[] state, Optional<Scheme> pinned) {
        DistributorSettings settings =
                new DistributorSettings(4096, 16 << 20, Duration.ofSeconds(10), false, pinned, Keyring.NONE);
        try (Distributor distributor = new Distributor(grids.get(owned.owner()), settings)) {
            distributor.commit(owned, "java", state).toCompletableFuture().join();
        }
    }

    /** The manifest that stands there. */
    Manifest manifest(CheckpointId id) {
        return ManifestFormat.decode(id, cluster.manifest(id));
    }

    /** Puts another manifest in the place of the one that stands there. */
    void replace(CheckpointId id, byte[] bytes) {
        Grid grid = grids.get("m0");
        grid.manifests()
                .compareAndSet(id, cluster.manifest(id), bytes)
                .toCompletableFuture()
                .join();
    }

    /** The keys of the fragments of the first group. */
    List<FragmentKey> firstGroup(CheckpointId id) {
        return manifest(id).current().groups().get(0).keys(id);
    }

    /** Loses fragments. */
    void lose(List<FragmentKey> keys) {
        grids.get("m0").fragments().removeAll(keys).toCompletableFuture().join();
    }

    /** What the stripe map tells. */
    StripeMap look(CheckpointId id) {
        return look(id, List.of());
    }

    /** What it tells where members have posted their configurations. */
    StripeMap look(CheckpointId id, List<Configuration> configurations) {
        return StripeMap.read(console(), id, configurations).orElseThrow();
    }
}
