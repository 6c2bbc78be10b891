// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the bytes of a state to fragments and manifest in the stores of one heap: no network. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DeltaBench {

    /** Bytes of the state. */
    @Param({"1024", "4096", "16384", "65536", "262144", "1048576", "4194304", "16777216"})
    public int size;

    /** What changes from one commit to the next, a {@code Change}; every second commit changes it back. */
    @Param({"NONE", "PERCENT", "TENTH", "ALL", "INSERTED"})
    public String change;

    private final byte[][] states = new byte[2][];
    private Capture capture;
    private int turn;

    /** The state before and after the change. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        states[0] = new byte[size];
        random.nextBytes(states[0]);
        states[1] = Change.valueOf(change).apply(states[0], random);
        capture = new Capture();
    }

    /** One commit. */
    @Benchmark
    public long commit() {
        turn ^= 1;
        return capture.commit(states[turn]);
    }
}
