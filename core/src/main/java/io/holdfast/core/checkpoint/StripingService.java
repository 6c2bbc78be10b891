// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.checkpoint.StripingFormat.Answer;
import io.holdfast.core.checkpoint.StripingFormat.Order;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Mail;
import io.holdfast.core.port.Mail.Address;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Forms and stripes groups for other members: computes their parity and puts their fragments where the order says. What
 * it is sent is bytes like any other: orders that are unreadable are dropped, and it holds a bounded number of bytes.
 * Thread-safe.
 */
public final class StripingService implements AutoCloseable {

    /** Bytes of orders under way; more are refused, and the member that sent them does them itself. */
    static final int MOST_BYTES = 64 << 20;

    private static final Logger LOG = System.getLogger(StripingService.class.getName());

    private final Mail mail;
    private final Grid grid;
    private final Executor executor;
    private final Duration limit;
    private final Fragments fragments;
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicLong striped = new AtomicLong();
    private final Cluster.Subscription subscription;

    /**
     * Begins to serve; {@link #close()} ends that.
     *
     * @param here the box for orders; no other listener may have it
     * @param executor forms parity; must not run on the threads of the grid
     * @param limit how long fragments may be tried to be put
     */
    public StripingService(Grid grid, Mail mail, Address here, Executor executor, Duration limit) {
        this.grid = grid;
        this.mail = mail;
        this.executor = executor;
        this.limit = limit;
        this.fragments = new Fragments(grid.fragments(), grid.clock());
        this.subscription = mail.open(here, this::receive);
    }

    private void receive(byte[] message) {
        Order order;
        try {
            if (!(StripingFormat.decode(message) instanceof Order read)) {
                return;
            }
            order = read;
        } catch (UnreadableFormatException e) {
            // Whoever sent it gets no answer, and does it itself. Told once: anybody may send anything.
            if (!told.getAndSet(true)) {
                LOG.log(Level.WARNING, e.getMessage());
            }
            return;
        }
        int bytes = message.length;
        if (held.addAndGet(bytes) > MOST_BYTES) {
            held.addAndGet(-bytes);
            answer(order, false);
            return;
        }
        try {
            executor.execute(() -> stripe(order, bytes));
        } catch (RejectedExecutionException e) {
            held.addAndGet(-bytes);
            answer(order, false);
        }
    }

    private void stripe(Order order, int bytes) {
        try {
            fragments
                    .store(order.checkpoint(), order.groups(), grid.clock().nanos() + limit.toNanos())
                    .whenComplete((stored, failure) -> {
                        held.addAndGet(-bytes);
                        answer(order, failure == null && stored);
                    });
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "HF1144 groups of " + order.checkpoint() + " cannot be striped here; its member does it itself",
                    e);
            held.addAndGet(-bytes);
            answer(order, false);
        }
    }

    private void answer(Order order, boolean stored) {
        if (stored) {
            striped.incrementAndGet();
        }
        mail.send(order.answerTo(), StripingFormat.encode(new Answer(order.number(), stored)));
    }

    /** How many checkpoints of other members were striped here. */
    public long striped() {
        return striped.get();
    }

    /** Takes no more orders; those that are here are done. */
    @Override
    public void close() {
        subscription.close();
    }
}
