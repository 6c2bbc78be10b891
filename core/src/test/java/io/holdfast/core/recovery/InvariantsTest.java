// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Lets sessions live through random commits, faults, crashes, joins, leaves, handovers and takeovers, and checks the
 * invariants on the way.
 *
 * <p>{@code -Dholdfast.lives} says how many lives, {@code -Dholdfast.lives.seed} with which to begin. A failure names its
 * seed; the same seed lives the same life.
 */
final class InvariantsTest {

    private static final int LIVES = Integer.getInteger("holdfast.lives", 60);
    private static final long FIRST = Long.getLong("holdfast.lives.seed", 1);
    private static final int STEPS = 50;

    @Test
    void theInvariantsHoldInEveryRandomLife() {
        TreeMap<String, Integer> happened = new TreeMap<>();
        for (long seed = FIRST; seed < FIRST + LIVES; seed++) {
            RandomLife life = new RandomLife(seed);
            try {
                life.live(STEPS);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + ", replay with -Dholdfast.lives=1 -Dholdfast.lives.seed=" + seed + "\n"
                                + life.chronicle(),
                        e);
            }
            life.chronicle().counts().forEach((what, times) -> happened.merge(what, times, Integer::sum));
        }
        System.out.println(LIVES + " lives from seed " + FIRST + ": " + happened);
        if (LIVES >= 60) {
            assertThat(happened.keySet())
                    .contains(
                            "acknowledged",
                            "CommitFailedException",
                            "CommitIndeterminateException",
                            "FencedException",
                            "recovered the acknowledged",
                            "recovered the one in flight",
                            "protected",
                            "raced and acknowledged",
                            "raced and fenced");
        }
    }
}
