// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import io.holdfast.core.erasure.ErasureCode;
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

/** Encode and reconstruct of one group, and the same encode with tables. */
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

    /** Ours. */
    @Benchmark
    public long[][] encode() {
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
    public byte[][] encodeWithTables() {
        table.encode(dataBytes, parityBytes);
        return parityBytes;
    }
}
