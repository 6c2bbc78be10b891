// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

/** Benchmarks that are run together, because they are compared with each other. */
@FunctionalInterface
interface BenchmarkSet {

    /** Runs all of them; blocks until they are done and all that they started has ended. */
    void run(Effort effort, Results results) throws Exception;
}
