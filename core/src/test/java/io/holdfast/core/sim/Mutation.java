// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.port.Grid;
import io.holdfast.core.recovery.Garbage;
import io.holdfast.core.sim.Violation.Invariant;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What is deliberately wrong in a run, and which invariants that breaks: those of {@link Mutations}, or nothing. */
class Mutation {

    /** Nothing is wrong. */
    static final Mutation NONE = new Mutation("none");

    private final String name;
    private final List<Invariant> breaks;

    /** Breaks at least one of the invariants. */
    Mutation(String name, Invariant... breaks) {
        this.name = name;
        this.breaks = List.of(breaks);
    }

    /** The grid that the code under test gets. */
    Grid grid(Grid grid) {
        return grid;
    }

    /** Whether what stands there is what was expected. */
    boolean matches(byte[] standing, byte[] expected) {
        return Arrays.equals(standing, expected);
    }

    /** Whether the keeper of a first copy answers before the others have confirmed. */
    boolean answersBeforeCopies() {
        return false;
    }

    /** How long the garbage collection leaves a fragment alone. */
    Duration grace() {
        return Duration.ofNanos(Scenario.GRACE);
    }

    /** Sweeps. */
    CompletionStage<Integer> sweep(Garbage garbage) {
        return garbage.collect();
    }

    /** A bit of a stored fragment has flipped. */
    void flipped(FragmentKey key, byte[] fragment) {}

    List<Invariant> breaks() {
        return breaks;
    }

    /** Whether a run shows it. */
    boolean isCaughtBy(Verdict verdict) {
        return verdict.violations().stream().map(Violation::invariant).anyMatch(breaks::contains);
    }

    @Override
    public String toString() {
        return name;
    }
}
