// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.load.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The load: a bounded number of threads make one call for one shopper after the other, round and round, with a short rest
 * after each call as a person has. To be used from one thread.
 */
final class Shopping implements AutoCloseable {

    private static final int THREADS = 8;
    private static final Duration REST = Duration.ofMillis(40); // so at most 200 calls a second
    private static final Duration END_LIMIT = Duration.ofMinutes(2);
    private static final Patience ROUND = new Patience(Duration.ofMinutes(3), Duration.ofMillis(50));

    private final List<Shopper> shoppers;
    private final Queue<Shopper> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true); // write: nobody shops
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<Future<?>> rounds = new ArrayList<>();
    private volatile boolean open = true;

    Shopping(List<Shopper> shoppers) {
        this.shoppers = List.copyOf(shoppers);
    }

    /** Does something for every shopper, a bounded number at a time, and waits for all. The load must not run. */
    <T> List<T> each(Function<Shopper, T> deed) {
        List<Callable<T>> deeds = shoppers.stream()
                .<Callable<T>>map(shopper -> () -> deed.apply(shopper))
                .toList();
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> done : threads.invokeAll(deeds)) {
                results.add(result(done));
            }
            return results;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Lets everybody go shopping, round and round, until {@link #stop}. */
    void start() {
        waiting.addAll(shoppers);
        for (int i = 0; i < THREADS; i++) {
            rounds.add(threads.submit(this::goRound));
        }
    }

    /** Waits until every shopper who can has had so many more calls acknowledged. */
    void awaitRounds(int calls) {
        Map<Shopper, Integer> before = shoppers.stream().collect(Collectors.toMap(s -> s, Shopper::acknowledged));
        long deadline = ROUND.deadline();
        while (before.entrySet().stream()
                .anyMatch(entry -> entry.getKey().standing() == Shopper.Standing.SHOPPING
                        && entry.getKey().acknowledged() < entry.getValue() + calls)) {
            for (Future<?> round : rounds) {
                if (round.isDone()) {
                    result(round); // throws what ended it
                }
            }
            if (!ROUND.remains(deadline)) {
                throw new CommandException(
                        "HF5113",
                        "Shopping stands still: not every cart had a call acknowledged in "
                                + ROUND.limit().toSeconds() + " s.");
            }
            ROUND.pause();
        }
    }

    /** Does something while no call is under way. */
    void whileNobodyShops(Runnable deed) {
        gate.writeLock().lock();
        try {
            deed.run();
        } finally {
            gate.writeLock().unlock();
        }
    }

    /** Lets the calls under way come to their end, and no others begin. */
    void stop() {
        open = false;
        Collection<Future<?>> ended = List.copyOf(rounds);
        rounds.clear();
        ended.forEach(Shopping::result);
    }

    /** How many calls were acknowledged so far. */
    int acknowledged() {
        return shoppers.stream().mapToInt(Shopper::acknowledged).sum();
    }

    @Override
    public void close() {
        open = false;
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new CommandException("HF5114", "A shopper could not be interrupted.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void goRound() {
        try {
            while (open) {
                Shopper shopper = waiting.poll(); // none is there when fewer shoppers than threads are left
                if (shopper != null) {
                    shopOnce(shopper);
                    if (shopper.standing() == Shopper.Standing.SHOPPING) {
                        waiting.add(shopper);
                    }
                }
                Thread.sleep(REST.toMillis());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void shopOnce(Shopper shopper) {
        gate.readLock().lock();
        try {
            shopper.shop();
        } finally {
            gate.readLock().unlock();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CommandException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static CommandException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new CommandException("HF5100", "Interrupted.", cause);
    }
}
