// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import static io.holdfast.core.sim.EventLoop.MS;

import io.holdfast.core.id.FragmentKey;
import java.util.ArrayList;
import java.util.List;

/** Does harm: as much as was promised to be survived, and in a few runs more. */
final class Nemesis {

    private static final int MOST_MEMBERS = 8;

    private final World world;
    private final Chance chance;
    private final Members members;
    private final long until;

    Nemesis(World world, Chance chance, Members members, long until) {
        this.world = world;
        this.chance = chance;
        this.members = members;
        this.until = until;
    }

    void start() {
        world.loop().after(pause(), this::strike);
    }

    private long pause() {
        return chance.time(
                world.scenario().faultPause() / 5, 2 * world.scenario().faultPause());
    }

    private void strike() {
        if (world.loop().now() >= until) {
            return;
        }
        act(chance.below(100));
        world.loop().after(pause(), this::strike);
    }

    private void act(int what) {
        if (what < 14) {
            crash();
        } else if (what < 22) {
            sound().forEachRemaining(node -> node.fuse(chance.between(1, 14), () -> failNow(node, () -> kill(node))));
        } else if (what < 28) {
            sound().forEachRemaining(node -> stun(node));
        } else if (what < 38) {
            sound().forEachRemaining(node -> node.fuse(chance.between(1, 14), () -> stun(node)));
        } else if (what < 44) {
            sound().forEachRemaining(node -> failNow(node, () -> freeze(node)));
        } else if (what < 50) {
            sound().forEachRemaining(node -> node.fuse(chance.between(1, 14), () -> failNow(node, () -> freeze(node))));
        } else if (what < 60) {
            partition();
        } else if (what < 68) {
            join();
        } else if (what < 75) {
            leave();
        } else if (what < 88) {
            world.master().moves().shuffle(chance.between(1, 6));
        } else if (what < 92) {
            flip();
        } else if (what < 94) {
            sound().forEachRemaining(node -> node.run(node.application()::redeploy));
        } else {
            sound().forEachRemaining(this::load);
        }
    }

    /** It has no time for fragments, for longer than anybody waits for one. */
    private void load(Node node) {
        long time = chance.time(2 * Scenario.OPERATION_LIMIT, 8 * Scenario.OPERATION_LIMIT);
        say(node, "is busy for " + time / MS + " ms");
        node.busy(time);
    }

    /** One sound member, if there is one. */
    private java.util.Iterator<Node> sound() {
        List<Node> sound = members.sound();
        return sound.isEmpty()
                ? List.<Node>of().iterator()
                : List.of(chance.of(sound)).iterator();
    }

    private int allowed() {
        return world.scenario().beyond() && chance.of(0.3)
                ? 2
                : world.protection().allowed();
    }

    private void failNow(Node node, Runnable how) {
        if (allowed() > 0 && members.sound().contains(node) && members.sound().size() > 1) {
            world.protection().failing(node);
            how.run();
        }
    }

    /** Several at once, as far as that was promised. */
    private void crash() {
        int count = Math.min(allowed(), chance.between(1, world.scenario().mostTolerate()));
        for (int i = 0; i < count && members.sound().size() > 1; i++) {
            Node node = chance.of(members.sound());
            world.protection().failing(node);
            kill(node);
        }
    }

    private void kill(Node node) {
        say(node, "is killed");
        node.die();
        members.detectLater(node);
        members.replaceLater();
    }

    /** Stops for so short a time that nobody takes it for failed. */
    private void stun(Node node) {
        if (!members.sound().contains(node)) {
            return;
        }
        long time = chance.time(5 * MS, world.scenario().detectLeast() * 8 / 10);
        say(node, "is paused for " + time / MS + " ms");
        node.pause();
        world.loop().after(time, () -> {
            say(node, "goes on");
            node.resume();
        });
    }

    /** Stops for so long that it is taken for failed, and then goes on. */
    private void freeze(Node node) {
        long detected = members.detectLater(node);
        long time = detected + chance.time(50 * MS, 3000 * MS);
        say(node, "is paused for " + time / MS + " ms, longer than the others wait");
        node.pause();
        world.loop().after(time, () -> {
            say(node, "goes on, though it was removed");
            node.resume();
            members.expelLater(node);
        });
    }

    private void partition() {
        List<Node> sound = members.sound();
        int most = (world.master().table().members().length - 1) / 2;
        if (world.network().isPartitioned() || most == 0 || sound.size() < 3) {
            return;
        }
        boolean isShort = chance.of(0.4);
        int count = Math.min(chance.between(1, most), isShort ? most : allowed());
        List<Node> cut = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Node node = chance.of(sound);
            if (!cut.contains(node)) {
                cut.add(node);
            }
        }
        if (cut.isEmpty()) {
            return;
        }
        if (!isShort) {
            cut.forEach(world.protection()::failing);
        }
        cut.forEach(node -> {
            say(node, "is cut off");
            world.network().cut(node);
        });
        long longest = chance.time(20 * MS, world.scenario().detectLeast() * 8 / 10);
        for (Node node : cut) {
            if (!isShort) {
                longest = Math.max(longest, members.detectLater(node) + chance.time(50 * MS, 2000 * MS));
            }
            world.loop()
                    .after(
                            chance.time(
                                    world.scenario().detectLeast(),
                                    world.scenario().detectMost()),
                            () -> {
                                if (world.network().isMinority(node)) {
                                    say(node, "sees a minority and refuses everything");
                                    node.minority(true);
                                }
                            });
        }
        world.loop().after(longest, () -> heal(cut));
    }

    private void heal(List<Node> cut) {
        world.network().heal();
        for (Node node : cut) {
            say(node, "is reachable again");
            node.minority(false);
            if (node.isDoomed()) {
                members.expelLater(node);
            }
        }
        world.master().publish();
    }

    private void join() {
        if (world.master().table().members().length < MOST_MEMBERS) {
            members.join();
        }
    }

    private void leave() {
        List<Node> sound = members.sound();
        if (sound.size() > 3) {
            Node node = chance.of(sound);
            say(node, "leaves");
            node.application().leave().whenComplete((done, failure) -> world.master()
                    .leave(node));
        }
    }

    /** A bit of a stored fragment of what was acknowledged flips. */
    private void flip() {
        if (world.protection().allowed() < 1) {
            return;
        }
        List<Story> stories = world.oracle().stories().stream()
                .filter(story -> story.isProtected() && story.tolerate > 1)
                .filter(story -> !story.layout.groups().isEmpty())
                .toList();
        if (stories.isEmpty()) {
            return;
        }
        Story story = chance.of(stories);
        List<FragmentKey> keys = chance.of(story.layout.groups()).keys(story.id);
        FragmentKey key = chance.of(keys);
        int primary = world.master().table().primary(key.slot());
        byte[] bytes = primary == Table.NOBODY
                ? null
                : world.node(primary).fragments(key.slot()).get(key);
        if (bytes != null && !world.protection().isFlipped(key)) {
            byte[] changed = bytes.clone();
            changed[chance.below(changed.length)] ^= (byte) (1 << chance.below(8));
            world.mutation().flipped(key, changed);
            world.protection().flipping(story, key);
            world.node(primary).fragments(key.slot()).put(key, changed);
            say(world.node(primary), "has a flipped bit in " + key);
        }
    }

    private void say(Node node, String what) {
        world.trace().line(node.id(), what);
    }
}
