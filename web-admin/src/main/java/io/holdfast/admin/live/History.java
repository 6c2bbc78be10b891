// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;

/** The last quarter of an hour in numbers, for the plots. Thread-safe. */
public final class History {

    static final int MOST = 450; // at 2 seconds each

    private final Deque<Point> points = new ArrayDeque<>();

    /**
     * One moment.
     *
     * @param at epoch milliseconds
     * @param perSecond acknowledged checkpoints a second
     * @param median of the time of commits, seconds
     * @param high 99th percentile of it
     * @param sessions how many there were
     * @param degraded how many of them were not fully protected
     * @param ratio bytes stored for each byte of state
     */
    public record Point(
            long at,
            OptionalDouble perSecond,
            OptionalDouble median,
            OptionalDouble high,
            int sessions,
            int degraded,
            OptionalDouble ratio) {}

    /** One more. */
    public synchronized void add(Point point) {
        points.addLast(point);
        if (points.size() > MOST) {
            points.removeFirst();
        }
    }

    /** All of them, the oldest first. */
    public synchronized List<Point> all() {
        return List.copyOf(points);
    }
}
