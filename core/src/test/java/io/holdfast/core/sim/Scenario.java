// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import static io.holdfast.core.sim.EventLoop.MS;

/**
 * What a seed chose before the run: the cluster, the weather, the work.
 *
 * @param members that keep data, at the start
 * @param zones failure domains; 0 if every member is its own
 * @param slots of the fragment store
 * @param copies of a manifest
 * @param loss probability that a message is lost
 * @param duplicate probability that it arrives twice
 * @param late probability that it takes long, perhaps longer than its sender waits
 * @param resends whether the store sends a compare-and-set again by itself when its answer is lost
 * @param detectLeast how long a silent member stays a member, at least; nanoseconds
 * @param detectMost and at most
 * @param faultPause mean time between two faults; nanoseconds
 * @param span how long there are calls and faults; nanoseconds
 * @param sessions how many
 * @param callPause mean time between two calls of a session; nanoseconds
 * @param large probability that a changed state becomes several groups
 * @param inline states up to this size ride in the manifest; bytes
 * @param beyond whether more members may fail than was promised
 */
record Scenario(
        int members,
        int zones,
        int slots,
        int copies,
        double loss,
        double duplicate,
        double late,
        boolean resends,
        long detectLeast,
        long detectMost,
        long faultPause,
        long span,
        int sessions,
        long callPause,
        double large,
        int inline,
        boolean beyond) {

    /** No member may lose more than this at once. */
    static final int MOST_TOLERATE = 3;

    /** How long an operation of a store may take. */
    static final long OPERATION_LIMIT = 1000 * MS;

    /** How long a commit may take. */
    static final long COMMIT_LIMIT = 2000 * MS;

    /** How long a fragment without a manifest is left alone. */
    static final long GRACE = 2 * (OPERATION_LIMIT + COMMIT_LIMIT);

    /** Nothing goes wrong by itself. */
    static Scenario calm(int copies) {
        return new Scenario(
                3, 0, 20, copies, 0, 0, 0, false, 100 * MS, 300 * MS, 1000 * MS, 1000 * MS, 1, 100 * MS, 0, 512, false);
    }

    /** A scenario by chance. */
    static Scenario of(Chance chance) {
        boolean calm = chance.of(0.4);
        boolean slowDetection = chance.of(0.12);
        int tolerate = chance.between(1, MOST_TOLERATE);
        return new Scenario(
                chance.between(Math.max(3, tolerate + 1), 7),
                chance.of(0.2) ? chance.between(2, 4) : 0,
                chance.between(8, 20),
                tolerate + 1,
                calm ? 0 : chance.of(0, 0.002, 0.02),
                calm ? 0 : chance.of(0, 0.01, 0.05),
                calm ? 0 : chance.of(0, 0.005, 0.03, 0.2),
                chance.of(0.5),
                (slowDetection ? 14_000 : 100) * MS,
                (slowDetection ? 16_000 : 1000) * MS,
                chance.time(300, 2500) * MS,
                chance.time(8000, 16_000) * MS,
                chance.between(1, 4),
                chance.time(30, 700) * MS,
                chance.of(0, 0.02, 0.15),
                chance.of(0.5) ? 512 : 0,
                chance.of(0.08));
    }

    /** How many members at once a session may be asked to survive here. */
    int mostTolerate() {
        return copies - 1;
    }

    /** After this without faults everything is detected, recovered, protected and swept. */
    long quiet() {
        return detectMost + GRACE + 16_000 * MS;
    }
}
