// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.ManifestFormat;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.layout.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything there is in one run. */
final class World {

    private final EventLoop loop = new EventLoop();
    private final Trace trace;
    private final Scenario scenario;
    private final Mutation mutation;
    private final List<Node> nodes = new ArrayList<>();
    private final Network network;
    private final ManifestKeeper keeper = new ManifestKeeper(this);
    private final Master master;
    private final Oracle oracle = new Oracle(this);
    private final Protection protection = new Protection(this);

    World(Chance chance, Scenario scenario, Mutation mutation, boolean traced) {
        this.scenario = scenario;
        this.trace = new Trace(loop, traced);
        this.mutation = mutation;
        this.network = new Network(this, chance.split());
        this.master = new Master(this, chance.split());
    }

    EventLoop loop() {
        return loop;
    }

    Trace trace() {
        return trace;
    }

    Scenario scenario() {
        return scenario;
    }

    Mutation mutation() {
        return mutation;
    }

    /** All processes that there ever were, by their number. */
    List<Node> nodes() {
        return nodes;
    }

    Node node(int number) {
        return nodes.get(number);
    }

    Network network() {
        return network;
    }

    ManifestKeeper keeper() {
        return keeper;
    }

    Master master() {
        return master;
    }

    Oracle oracle() {
        return oracle;
    }

    Protection protection() {
        return protection;
    }

    int slots() {
        return scenario.slots();
    }

    int slotOf(CheckpointId id) {
        return Math.floorMod(id.hashCode(), scenario.slots());
    }

    /** The manifest that stands in the true first copy; null if there is none, or only that it has ended. */
    Manifest manifest(CheckpointId id) {
        int primary = master.table().primary(slotOf(id));
        byte[] bytes = primary == Table.NOBODY ? null : ManifestKeeper.standing(node(primary), slotOf(id), id);
        return Optional.ofNullable(bytes)
                .map(found -> ManifestFormat.decode(id, found))
                .filter(manifest -> !manifest.isEnded())
                .orElse(null);
    }

    /** A manifest for the trace. */
    static String text(CheckpointId id, byte[] bytes) {
        if (bytes == null) {
            return "nothing";
        }
        Manifest manifest = ManifestFormat.decode(id, bytes);
        return manifest.version() + " of " + (manifest.isReleased() ? "nobody" : manifest.owner()) + ", current "
                + text(manifest.current()) + ", previous "
                + manifest.fallback().map(World::text).orElse("none");
    }

    static String text(Layout layout) {
        return layout.version() + "[" + layout.length() + " bytes, digest "
                + layout.digest().toString().substring(0, 6) + ", " + layout.schemeName() + ", groups "
                + layout.groups().stream().map(group -> group.id().toString()).toList() + "]";
    }
}
