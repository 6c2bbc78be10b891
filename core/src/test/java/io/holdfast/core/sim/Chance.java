// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import java.util.List;
import java.util.SplittableRandom;

/** Decides by the seed. Each part of the simulation has its own, so that one part's choices do not shift another's. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** An independent one. */
    Chance split() {
        return new Chance(random.split());
    }

    /** True with that probability. */
    boolean of(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** 0 to below the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From the least to the most, both included. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** A time between two times. */
    long time(long least, long most) {
        return least == most ? least : random.nextLong(least, most);
    }

    /** One of them. */
    <T> T of(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** One of them. */
    double of(double... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
