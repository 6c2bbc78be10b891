// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import java.util.List;
import java.util.SplittableRandom;

/** Who uses one session: calls it on one member or another, changes a little, much or nothing, and may end it. */
final class User {

    /** Bytes to fill states with; cheap, and unlike each other. */
    private static final byte[] NOISE = new byte[1 << 17];

    static {
        new SplittableRandom(1).nextBytes(NOISE);
    }

    private final World world;
    private final Chance chance;
    private final Story story;
    private final long until;
    private Node server;
    private long stamp;

    User(World world, Chance chance, Story story, long until) {
        this.world = world;
        this.chance = chance;
        this.story = story;
        this.until = until;
    }

    /** Opens the session on some member and begins to call it. */
    void start() {
        List<Node> servers = servers();
        if (servers.isEmpty()) {
            world.loop().after(world.scenario().callPause(), this::start);
            return;
        }
        server = chance.of(servers);
        server.run(() -> server.application().open(story));
        next();
    }

    private void next() {
        long pause = world.scenario().callPause();
        world.loop().after(chance.of(0.1) ? 0 : chance.time(pause / 5, 2 * pause), this::call);
    }

    private void call() {
        if (world.loop().now() >= until || story.ended) {
            return;
        }
        List<Node> servers = servers();
        if (!servers.isEmpty()) {
            if (server.isDead() || server.application().isLeaving() || chance.of(0.06)) {
                server = chance.of(servers);
            }
            Node now = server;
            if (chance.of(0.01)) {
                now.run(() -> now.application().end(story));
            } else {
                now.run(() -> now.application().call(story, this::edited));
            }
        }
        next();
    }

    /** Members that a user can reach; a paused one lets him wait. */
    private List<Node> servers() {
        return world.nodes().stream()
                .filter(node -> !node.isDead() && node.runsApplication())
                .filter(node -> !node.application().isLeaving())
                .toList();
    }

    private byte[] edited(byte[] state) {
        int what = chance.below(100);
        if (what < 10) {
            return state;
        }
        if (what < 22 && story.last != null) {
            return story.last.state(); // takes back what came after
        }
        if (what < 70 && state.length > 0) {
            return overwritten(state.clone());
        }
        if (what < 85) {
            byte[] longer = new byte[Math.min(90_000, state.length + chance.between(1, 700))];
            System.arraycopy(state, 0, longer, 0, Math.min(state.length, longer.length));
            return overwritten(longer);
        }
        return overwritten(noise(size()));
    }

    private int size() {
        if (chance.of(world.scenario().large())) {
            return chance.between(36_000, 90_000);
        }
        int what = chance.below(100);
        if (what < 30) {
            return chance.between(0, 500);
        }
        return what < 90 ? chance.between(600, 7000) : chance.between(8000, 30_000);
    }

    private byte[] noise(int size) {
        byte[] state = new byte[size];
        System.arraycopy(NOISE, chance.below(NOISE.length - size), state, 0, size);
        return state;
    }

    /** Each change is another one: it carries a number. */
    private byte[] overwritten(byte[] state) {
        stamp++;
        int at = chance.below(Math.max(1, state.length - 3));
        for (int i = 0; i < 4 && at + i < state.length; i++) {
            state[at + i] = (byte) (stamp >>> (8 * i));
        }
        return state;
    }
}
