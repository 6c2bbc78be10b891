// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.holdfast.core.sim.Violation.Invariant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the simulator is worth: it replays, it tells, and it catches deliberate mistakes. */
final class SimulatorTest {

    /** A mutation must be caught within so many seeds. */
    private static final long BITES_WITHIN = 1_000;

    @Test
    void everyInvariantHoldsInTheFirstThousand() {
        assertThat(Campaign.run(0, 1_000, 2, verdict -> {}).violated()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void aMutationIsCaught(Mutation mutation) {
        for (long seed = 0; seed < BITES_WITHIN; seed++) {
            if (mutation.isCaughtBy(Simulation.run(seed, mutation))) {
                return;
            }
        }
        fail(mutation + " was not caught within " + BITES_WITHIN + " seeds");
    }

    static List<Mutation> mutations() {
        return Mutations.all();
    }

    @Test
    void eachInvariantHasAMutationThatBreaksIt() {
        assertThat(Mutations.all().stream().flatMap(mutation -> mutation.breaks().stream()))
                .contains(Invariant.values());
    }

    @Test
    void theSameSeedGivesTheSameTrace() {
        for (long seed = 0; seed < 10; seed++) {
            String once = Simulation.trace(seed, Mutation.NONE).trace();
            assertThat(Simulation.trace(seed, Mutation.NONE).trace()).isEqualTo(once);
            assertThat(once).contains("seed   " + seed + ":", "acknowledges", "the reckoning");
        }
    }

    @Test
    void aTraceTellsOfTheViolation() {
        Verdict verdict = LongStream.range(0, BITES_WITHIN)
                .mapToObj(seed -> Simulation.trace(seed, Mutations.PLACES_ON_THE_OWNER))
                .filter(traced -> !traced.isClean())
                .findFirst()
                .orElseThrow();
        assertThat(verdict.trace())
                .contains("VIOLATION of I1", verdict.violations().get(0).what());
    }
}
