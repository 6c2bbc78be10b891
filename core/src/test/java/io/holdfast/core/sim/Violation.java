// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

/**
 * An invariant did not hold.
 *
 * @param invariant which one
 * @param what happened
 */
record Violation(Invariant invariant, String what) {

    /** The invariants of the architecture. */
    enum Invariant {
        /** An acknowledged checkpoint is recoverable while no more members failed than it tolerates. */
        I1,
        /** At most one owner publishes in an epoch, and epochs only grow. */
        I2,
        /** What is recovered is the last acknowledged checkpoint or the one in flight, nothing else. */
        I3,
        /** A fragment that no manifest needs is gone after a bounded time. */
        I4,
        /** A changed fragment is a missing fragment. */
        I5
    }

    @Override
    public String toString() {
        return invariant + " " + what;
    }
}
