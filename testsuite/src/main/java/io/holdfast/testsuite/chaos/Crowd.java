// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.chaos;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.MicroMember;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The load: every customer on a thread of its own, since a member that hangs must not keep the others from shopping. */
public final class Crowd implements AutoCloseable {

    private static final long REST_MILLIS = 300;

    private final List<Customer> customers;
    private final ExecutorService threads;
    private final List<Future<?>> walks;
    private volatile boolean open = true;

    /** Lets them go. */
    public Crowd(List<Customer> customers) {
        this.customers = List.copyOf(customers);
        this.threads = Executors.newFixedThreadPool(customers.size());
        this.walks = this.customers.stream()
                .<Future<?>>map(customer -> threads.submit(() -> walk(customer)))
                .toList();
    }

    private void walk(Customer customer) {
        try {
            while (open && !customer.isWrong()) {
                customer.step();
                TimeUnit.MILLISECONDS.sleep(customer.isFull() ? REST_MILLIS : REST_MILLIS / 10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All of them. */
    public List<Customer> customers() {
        return customers;
    }

    /** Waits until all carts are full; whether they are in time. */
    public boolean awaitFull(Duration limit) {
        return await(limit, customer -> customer.isFull() || customer.isWrong()).isEmpty();
    }

    /**
     * Waits until each customer whose cart is well had two more changes acknowledged and has looked once more.
     *
     * @return the names of those who did not get so far in time
     */
    public List<String> awaitProgress(Duration limit) {
        Map<Customer, int[]> before =
                customers.stream().collect(Collectors.toMap(c -> c, c -> new int[] {c.acknowledged(), c.reads()}));
        return await(
                limit,
                customer -> customer.isWrong()
                        || (customer.acknowledged() >= before.get(customer)[0] + 2
                                && customer.reads() > before.get(customer)[1]));
    }

    private List<String> await(Duration limit, Predicate<Customer> done) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            for (Future<?> walk : walks) {
                if (walk.isDone()) {
                    rethrow(walk);
                }
            }
            List<String> left =
                    customers.stream().filter(done.negate()).map(Customer::name).toList();
            if (left.isEmpty() || System.nanoTime() - deadline > 0) {
                return left;
            }
            pause();
        }
    }

    /** All go to a member next. */
    void visit(MicroMember member) {
        customers.forEach(customer -> customer.visit(member));
    }

    private static void rethrow(Future<?> walk) {
        try {
            walk.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("HF5160", "Interrupted.", e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("HF5160", "Interrupted.", e);
        }
    }

    /** Lets exchanges come to their end, and no others begin. */
    public void stop() {
        open = false;
        walks.forEach(Crowd::rethrow);
    }

    @Override
    public void close() {
        open = false;
        threads.shutdownNow();
    }
}
