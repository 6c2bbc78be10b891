// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import java.util.List;

/**
 * What became of a run.
 *
 * @param seed replays it
 * @param violations of the invariants; empty if all held
 * @param tally what happened
 * @param trace line by line, if that was asked for
 */
record Verdict(long seed, List<Violation> violations, Tally tally, String trace) {

    boolean isClean() {
        return violations.isEmpty();
    }
}
