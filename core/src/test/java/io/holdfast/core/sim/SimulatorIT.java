// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Many schedules of the simulated cluster. {@code -Dholdfast.sim.seeds=N} runs more of them, {@code
 * -Dholdfast.sim.from=S} others.
 */
final class SimulatorIT {

    private static final long FROM = Long.getLong("holdfast.sim.from", 0);
    private static final long SEEDS = Long.getLong("holdfast.sim.seeds", 10_000);

    @Test
    void everyInvariantHoldsOnEverySchedule() {
        long start = System.nanoTime();
        Campaign campaign = Campaign.run(FROM, SEEDS, 2, verdict -> {});
        System.out.println(SEEDS + " schedules from seed " + FROM + " in " + (System.nanoTime() - start) / 1_000_000
                + " ms: " + campaign.tally().counts());
        assertThat(campaign.violated())
                .as(() -> campaign.violated().stream()
                        .map(verdict -> "seed " + verdict.seed() + ": " + verdict.violations()
                                + "; what happened: bench/run simulator --trace " + verdict.seed())
                        .collect(Collectors.joining("\n")))
                .isEmpty();
        assertThat(campaign.tally().counts())
                .as("everything that can happen did")
                .allSatisfy((what, count) -> assertThat(count).as(what).isPositive());
    }
}
