// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs many seeds, some at the same time; a run shares nothing with another. Thread-safe. */
final class Campaign {

    private final long from;
    private final long seeds;
    private final Consumer<Verdict> onEach;
    private final AtomicLong next = new AtomicLong();
    private final Tally tally = new Tally();
    private final List<Verdict> violated = new ArrayList<>();

    private Campaign(long from, long seeds, Consumer<Verdict> onEach) {
        this.from = from;
        this.seeds = seeds;
        this.onEach = onEach;
    }

    /** Runs them all; tells of each, one at a time, in no particular order. */
    static Campaign run(long from, long seeds, int threads, Consumer<Verdict> onEach) {
        Campaign campaign = new Campaign(from, seeds, onEach);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Stream.generate(() -> CompletableFuture.runAsync(campaign::work, pool))
                    .limit(threads)
                    .toList()
                    .forEach(CompletableFuture::join);
        } finally {
            pool.shutdownNow();
        }
        campaign.violated.sort(Comparator.comparingLong(Verdict::seed));
        return campaign;
    }

    private void work() {
        for (long i = next.getAndIncrement(); i < seeds; i = next.getAndIncrement()) {
            add(Simulation.run(from + i, Mutation.NONE));
        }
    }

    private synchronized void add(Verdict verdict) {
        tally.add(verdict.tally());
        if (!verdict.isClean()) {
            violated.add(verdict);
        }
        onEach.accept(verdict);
    }

    /** What happened in all runs. */
    Tally tally() {
        return tally;
    }

    /** The runs in which an invariant did not hold, by seed. */
    List<Verdict> violated() {
        return violated;
    }
}
