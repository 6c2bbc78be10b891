// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import static io.holdfast.core.sim.EventLoop.MS;

import java.util.List;

/** Starts processes, notices that they are gone, and starts others in their place. */
final class Members {

    private final World world;
    private final Chance chance;

    Members(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
    }

    /** Starts the first ones; some seeds have one that keeps no data, or one that does not run the application. */
    void startAll() {
        int keepers = world.scenario().members();
        int idle = chance.of(0.15) ? chance.below(keepers) : -1;
        for (int i = 0; i < keepers; i++) {
            start(true, i != idle);
        }
        if (chance.of(0.15)) {
            start(false, true);
        }
    }

    void join() {
        start(true, true);
    }

    private void start(boolean storesData, boolean runsApplication) {
        Node node = world.master().join("n" + world.nodes().size(), storesData, runsApplication);
        node.application(new Application(world, node, chance.split()));
    }

    /** Members with which nothing is wrong. */
    List<Node> sound() {
        return world.nodes().stream()
                .filter(node -> node.isRunning() && node.isMember() && !node.isDoomed())
                .filter(node -> node.member().storesData())
                .filter(node ->
                        !world.network().isMinority(node) && !world.master().isLeaving(node.number()))
                .filter(node -> !node.application().isLeaving())
                .toList();
    }

    /** The others will notice that it is silent; answers after which time. */
    long detectLater(Node node) {
        long time = chance.time(world.scenario().detectLeast(), world.scenario().detectMost());
        world.loop().after(time, () -> world.master().fail(node));
        return time;
    }

    /** It will learn that it was removed; then it ends. */
    void expelLater(Node node) {
        world.loop().after(chance.of(0.3) ? chance.time(0, 800 * MS) : chance.time(0, 30 * MS), () -> {
            world.trace().line(node.id(), "learns that it was removed, and ends");
            node.die();
        });
        replaceLater();
    }

    void replaceLater() {
        if (chance.of(0.85)) {
            world.loop().after(chance.time(300 * MS, 5000 * MS), this::join);
        }
    }
}
