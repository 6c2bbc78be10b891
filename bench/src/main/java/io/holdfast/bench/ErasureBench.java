// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import io.holdfast.core.erasure.ErasureCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.io.erasurecode.ErasureCoderOptions;
import org.apache.hadoop.io.erasurecode.rawcoder.RSRawEncoder;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;

/** Encode and reconstruct of one group, and the same encode by the peers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ErasureBench {

    /** Data and parity shards. */
    @Param({"2+1", "4+1", "4+2", "8+3"})
    public String scheme;

    /** Bytes of one shard. */
    @Param({"4096", "65536", "1048576"})
    public int shard;

    private ErasureCode code;
    private TableCode table;
    private RSRawEncoder hadoop;
    private long[][] data;
    private long[][] parity;
    private long[][] shards;
    private boolean[] present;
    private byte[][] dataBytes;
    private byte[][] parityBytes;

    /** Fills the shards with random words; the worst pattern loses as many data shards as there is parity. */
    @Setup
    public void fill() {
        int k = scheme.charAt(0) - '0';
        int m = scheme.charAt(2) - '0';
        SplittableRandom random = new SplittableRandom(1);
        code = ErasureCode.of(k, m);
        table = new TableCode(k, m);
        hadoop = new RSRawEncoder(new ErasureCoderOptions(k, m));
        data = new long[k][];
        dataBytes = new byte[k][shard];
        parity = new long[m][shard / Long.BYTES];
        parityBytes = new byte[m][shard];
        shards = new long[k + m][];
        present = new boolean[k + m];
        for (int i = 0; i < k; i++) {
            data[i] = random.longs(shard / Long.BYTES).toArray();
            random.nextBytes(dataBytes[i]);
        }
        code.encode(data, parity);
        for (int i = 0; i < k + m; i++) {
            shards[i] = i < k ? data[i].clone() : parity[i - k].clone();
            present[i] = i >= m;
        }
    }

    /** Ours, with ISA-L by turns. */
    @Benchmark
    public long[][] encode(Isa isa) {
        code.encode(data, parity);
        return parity;
    }

    /** Ours, all parity needed. */
    @Benchmark
    public long[][] reconstruct() {
        code.reconstruct(shards, present);
        return shards;
    }

    /** Byte by byte, with tables. */
    @Benchmark
    public byte[][] table() {
        table.encode(dataBytes, parityBytes);
        return parityBytes;
    }

    /** Hadoop's coder in pure Java. */
    @Benchmark
    public byte[][] hadoop() throws IOException {
        hadoop.encode(dataBytes, parityBytes);
        return parityBytes;
    }

    /** Intel ISA-L, which has a turn between any two iterations of ours, so that what disturbs one disturbs both. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Isa {

        /** System property: the compiled program. */
        static final String PROGRAM = "holdfast.bench.isal";

        private Isal isal;
        private double rate;

        /** Starts the program, if there is one. */
        @Setup(Level.Trial)
        public void start(BenchmarkParams params) throws IOException {
            String program = System.getProperty(PROGRAM);
            if (program != null) {
                String scheme = params.getParam("scheme");
                isal = new Isal(
                        Path.of(program),
                        scheme.charAt(0) - '0',
                        scheme.charAt(2) - '0',
                        Integer.parseInt(params.getParam("shard")));
            }
        }

        /** Its turn, as long as an iteration. */
        @Setup(Level.Iteration)
        public void round(IterationParams params) throws IOException {
            if (isal != null) {
                rate = isal.round((int) params.getTime().convertTo(TimeUnit.MILLISECONDS));
            }
        }

        /** Ends the program. */
        @TearDown(Level.Trial)
        public void end() throws IOException {
            if (isal != null) {
                isal.close();
            }
        }

        /** Bytes of data per nanosecond; 0 without the program. */
        public double isalRate() {
            return rate;
        }
    }
}
