// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.metrics;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Counts values in fixed buckets, so that the buckets of all members can be added up. Thread-safe; recording neither
 * locks nor allocates.
 */
final class Histogram {

    private final long[] bounds;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    /** With ascending upper bounds, inclusive; one more bucket holds what is above them all. */
    Histogram(long... bounds) {
        this.bounds = bounds.clone();
        this.counts = Stream.generate(LongAdder::new).limit(bounds.length + 1L).toArray(LongAdder[]::new);
    }

    void record(long value) {
        int found = Arrays.binarySearch(bounds, value);
        counts[found >= 0 ? found : -found - 1].increment();
        sum.add(value);
    }

    /** Of each bucket, in order. */
    long[] counts() {
        return Arrays.stream(counts).mapToLong(LongAdder::sum).toArray();
    }

    long sum() {
        return sum.sum();
    }

    /**
     * The upper bound of the bucket in which that share of the values lies: a value that is not smaller than the real
     * one.
     *
     * @param share above 0, at most 1
     * @return 0 if there are no values; {@link Long#MAX_VALUE} if it is above all bounds
     */
    long quantile(double share) {
        long[] now = counts();
        long wanted = (long) Math.ceil(share * Arrays.stream(now).sum());
        if (wanted == 0) {
            return 0;
        }
        int bucket = 0;
        for (long seen = now[0]; seen < wanted; seen += now[bucket]) {
            bucket++;
        }
        return bucket < bounds.length ? bounds[bucket] : Long.MAX_VALUE;
    }
}
