// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import java.util.PriorityQueue;

/** Virtual time: what is to happen, in order. Two things at the same moment happen in the order they were asked for. */
final class EventLoop {

    /** One virtual millisecond. */
    static final long MS = 1_000_000;

    /** A run has some ten thousand events; one with this many goes round in circles. */
    private static final long MOST_EVENTS = 3_000_000;

    private final PriorityQueue<Event> events = new PriorityQueue<>(1024);
    private long now;
    private long order;

    private record Event(long time, long order, Runnable work) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** Nanoseconds since the run began. */
    long now() {
        return now;
    }

    /** Something happens after so many nanoseconds. */
    void after(long delay, Runnable work) {
        events.add(new Event(now + Math.max(0, delay), order++, work));
    }

    /** Lets happen what is due up to that moment. */
    void runUntil(long end) {
        for (Event next = events.peek(); next != null && next.time <= end; next = events.peek()) {
            events.poll();
            if (order > MOST_EVENTS) {
                throw new IllegalStateException("more than " + MOST_EVENTS + " events: the run goes round in circles");
            }
            now = next.time;
            next.work.run();
        }
        now = end;
    }

    /** How many things were asked for. */
    long count() {
        return order;
    }
}
