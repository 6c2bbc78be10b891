// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import static io.holdfast.core.sim.EventLoop.MS;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.sim.Violation.Invariant;
import java.util.List;

/** One run of one seed: a time of work and harm, a time of quiet, and the reckoning. */
final class Simulation {

    private final long seed;
    private final World world;
    private final Chance chance;
    private final Members members;

    private Simulation(long seed, Mutation mutation, boolean traced) {
        this.seed = seed;
        Chance all = new Chance(seed);
        this.world = new World(all.split(), Scenario.of(all.split()), mutation, traced);
        this.chance = all.split();
        this.members = new Members(world, all.split());
    }

    /** Runs a seed. */
    static Verdict run(long seed, Mutation mutation) {
        return new Simulation(seed, mutation, false).run();
    }

    /** Runs a seed and writes down what happens. */
    static Verdict trace(long seed, Mutation mutation) {
        return new Simulation(seed, mutation, true).run();
    }

    private Verdict run() {
        world.trace().line("seed", seed + ": " + world.scenario());
        try {
            play();
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "seed " + seed + " at " + world.loop().now() / MS + " ms", e);
        }
        world.oracle().tally().events = world.loop().count();
        return new Verdict(
                seed,
                List.copyOf(world.oracle().violations()),
                world.oracle().tally(),
                world.trace().text());
    }

    private void play() {
        members.startAll();
        world.loop().runUntil(1500 * MS);
        long until = world.loop().now() + world.scenario().span();
        for (int i = 0; i < world.scenario().sessions(); i++) {
            int tolerate = chance.of(0.7)
                    ? world.scenario().mostTolerate()
                    : chance.between(1, world.scenario().mostTolerate());
            Story story = world.oracle().opened(new CheckpointId(Application.NAME, "s" + i), tolerate);
            long last = chance.of(0.5)
                    ? until
                    : world.loop().now()
                            + chance.time(
                                    world.scenario().span() / 4,
                                    world.scenario().span());
            User user = new User(world, chance.split(), story, last);
            world.loop().after(chance.time(0, world.scenario().span() / 4), user::start);
        }
        new Nemesis(world, chance.split(), members, until).start();
        resynchronizeRegularly(until + world.scenario().quiet());
        world.loop().runUntil(until);
        quiet();
        reckon();
    }

    private void resynchronizeRegularly(long until) {
        world.loop().after(2000 * MS, () -> {
            world.master().moves().soon();
            if (world.loop().now() < until) {
                resynchronizeRegularly(until);
            }
        });
    }

    /** What is under way ends, what was paused goes on; nothing bad happens any more. */
    private void quiet() {
        world.trace().line("sim", "from now on nothing bad happens");
        world.network().calm();
        world.nodes().forEach(node -> node.fuse(0, null));
        world.loop().runUntil(world.loop().now() + world.scenario().quiet());
    }

    private void reckon() {
        world.trace().line("sim", "the reckoning");
        new Leftovers(world).find();
        if (runners().isEmpty()) {
            return;
        }
        List<Story> stories =
                world.oracle().stories().stream().filter(Story::isProtected).toList();
        stories.forEach(this::reckon);
        stories.forEach(this::recover);
    }

    /** Members that can take sessions over. */
    private List<Node> runners() {
        return members.sound().stream().filter(Node::runsApplication).toList();
    }

    private void reckon(Story story) {
        String weakness = world.protection().weakness(story);
        if (weakness != null) {
            world.oracle().violated(Invariant.I1, story.id + " is not fully protected after a quiet time: " + weakness);
        }
    }

    /** Another member takes it over: it must be there, and the right one. Or its owner keeps it, who has the only copy. */
    private void recover(Story story) {
        int adopted = story.adopted.size();
        chance.of(runners()).application().takeover().seize(story);
        world.loop().runUntil(world.loop().now() + 4000 * MS);
        if (story.adopted.size() == adopted
                && !story.excused
                && !world.protection().runs(story)
                && world.oracle().violations().isEmpty()) {
            world.oracle().violated(Invariant.I1, story.id + " could not be recovered in the end");
        }
    }
}
