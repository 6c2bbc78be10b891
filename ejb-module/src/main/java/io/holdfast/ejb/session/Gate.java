// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import java.time.Duration;

/**
 * Lets many in at a time, and now and then one alone. What is inside is counted and not bound to threads, for a
 * transaction may end on another thread than it began. Thread-safe.
 */
final class Gate {

    private int inside;
    private boolean alone;

    /**
     * Waits while one is alone or wants to be, then is inside. Ends with {@link #leave()}, unless it answers false: it was
     * not let in in time.
     *
     * @param again whether the caller is inside already, and so does not wait
     */
    synchronized boolean enter(boolean again, Duration limit) {
        long until = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        boolean inTime = true;
        while (alone && !again && inTime) {
            try {
                inTime = await(until);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        boolean entered = again || !alone;
        if (entered) {
            inside++;
        }
        return entered;
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }

    /** Whether nobody is inside. */
    synchronized boolean isEmpty() {
        return inside == 0;
    }

    /** Does something while nobody is inside. Answers false if those that are did not leave in time. */
    boolean alone(Duration limit, Runnable work) throws InterruptedException {
        if (!close(limit)) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            open();
        }
    }

    private synchronized boolean close(Duration limit) throws InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        while (alone) {
            if (!await(until)) {
                return false;
            }
        }
        alone = true;
        while (inside > 0) {
            boolean left;
            try {
                left = await(until);
            } catch (InterruptedException e) {
                open();
                throw e;
            }
            if (!left) {
                open();
                return false;
            }
        }
        return true;
    }

    /** One wait; callers ask again what they wait for. Answers false when the time has come. */
    @SuppressWarnings("WaitNotInLoop")
    private boolean await(long until) throws InterruptedException {
        long millis = (until - System.nanoTime() + 999_999) / 1_000_000;
        if (millis <= 0) {
            return false;
        }
        wait(millis);
        return true;
    }

    private synchronized void open() {
        alone = false;
        notifyAll();
    }
}
