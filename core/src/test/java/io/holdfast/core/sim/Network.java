// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import static io.holdfast.core.sim.EventLoop.MS;

import java.util.HashSet;
import java.util.Set;

/** Carries messages between members: late, out of order, twice, or not at all. */
final class Network {

    private static final long LOCAL = 5_000;

    private final World world;
    private final Chance chance;
    private final Set<Integer> minority = new HashSet<>();
    private boolean calm;

    Network(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
    }

    /** Sends; the message arrives as an event of the receiver, which may happen several times. */
    void send(Node from, Node to, Runnable message) {
        if (from.isRunning()) {
            from.burn();
        }
        if (!from.isRunning()) {
            from.run(() -> send(from, to, message));
            return;
        }
        if (from == to) {
            to.after(LOCAL, message);
            return;
        }
        Scenario weather = world.scenario();
        if (isCut(from, to) || (!calm && chance.of(weather.loss()))) {
            if (world.trace().isOn()) {
                world.trace().line(from.id(), "its message to " + to + " is lost");
            }
            return;
        }
        carry(from, to, message);
        if (!calm && chance.of(weather.duplicate())) {
            carry(from, to, message);
        }
    }

    private void carry(Node from, Node to, Runnable message) {
        long time = !calm && chance.of(world.scenario().late())
                ? chance.time(10 * MS, 5000 * MS)
                : chance.time(50_000, 400_000) + (chance.of(0.05) ? chance.time(0, 5 * MS) : 0);
        world.loop().after(time, () -> {
            if (!isCut(from, to)) {
                to.run(() -> {
                    if (from.isHeardBy(to.table())) {
                        message.run();
                    }
                });
            }
        });
    }

    /** Whether a partition is between them. */
    boolean isCut(Node a, Node b) {
        return minority.contains(a.number()) != minority.contains(b.number());
    }

    /** Cuts a member off from all that are not cut off. */
    void cut(Node node) {
        minority.add(node.number());
    }

    /** Whether a partition keeps it from the majority. */
    boolean isMinority(Node node) {
        return minority.contains(node.number());
    }

    boolean isPartitioned() {
        return !minority.isEmpty();
    }

    /** Ends the partition. */
    void heal() {
        minority.clear();
    }

    /** From now on no message is lost, doubled or very late. */
    void calm() {
        calm = true;
    }
}
