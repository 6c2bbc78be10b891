// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import jakarta.json.Json;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one member did after the loss of another, for the console. Times are epoch milliseconds; durations are sums over
 * the sessions, milliseconds. Thread-safe.
 */
final class RecoveryReport {

    private static final long TELL_MILLIS = 500;

    private final long begunAt;
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger reactivated = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong firstClaim = new AtomicLong();
    private final AtomicLong first = new AtomicLong();
    private final AtomicLong last = new AtomicLong();
    private final AtomicLong claimNanos = new AtomicLong();
    private final AtomicLong reassembleNanos = new AtomicLong();
    private final AtomicLong reactivateNanos = new AtomicLong();
    private final AtomicLong reprotected = new AtomicLong();
    private final AtomicLong told = new AtomicLong();
    private final AtomicBoolean news = new AtomicBoolean();

    /** Begins to count. */
    RecoveryReport(long now) {
        this.begunAt = now;
    }

    /** When the first session was found. */
    long begunAt() {
        return begunAt;
    }

    /** Whether something was counted since this was asked before. */
    boolean isNews() {
        return news.getAndSet(false);
    }

    /** There is something to tell. */
    void news() {
        news.set(true);
    }

    /** Whether it is time to tell the others; answers so once in a while. */
    boolean isDue(long now) {
        long before = told.get();
        return now - before >= TELL_MILLIS && told.compareAndSet(before, now);
    }

    /** A session is being claimed. */
    void claiming(long now) {
        firstClaim.compareAndSet(0, now);
    }

    /** Every session that runs here is as protected as it can be. */
    void reprotected(long now) {
        if (reprotected.compareAndSet(0, now)) {
            news();
        }
    }

    /** A session was claimed and reassembled; how long each took. */
    void claimed(long claim, long reassemble) {
        sessions.incrementAndGet();
        claimNanos.addAndGet(claim);
        reassembleNanos.addAndGet(reassemble);
        news();
    }

    /** A claimed session's beans live again. */
    void reactivated(long nanos, long now) {
        reactivated.incrementAndGet();
        reactivateNanos.addAndGet(nanos);
        first.compareAndSet(0, now);
        last.set(now);
        news();
    }

    /** A session could not be recovered. */
    void failed() {
        failed.incrementAndGet();
        news();
    }

    /** Whether there is anything to tell. */
    boolean isEmpty() {
        return sessions.get() == 0 && failed.get() == 0;
    }

    /**
     * One flat JSON object.
     *
     * @param member who recovered
     * @param lost who was lost
     */
    String toJson(String application, String member, String lost, long detectedAt) {
        return Json.createObjectBuilder()
                .add("application", application)
                .add("member", member)
                .add("lost", lost)
                .add("detectedAt", detectedAt)
                .add("firstClaimAt", firstClaim.get())
                .add("sessions", sessions.get())
                .add("reactivated", reactivated.get())
                .add("failed", failed.get())
                .add("firstReactivatedAt", first.get())
                .add("lastReactivatedAt", last.get())
                .add("reprotectedAt", reprotected.get())
                .add("claimMillis", claimNanos.get() / 1_000_000)
                .add("reassembleMillis", reassembleNanos.get() / 1_000_000)
                .add("reactivateMillis", reactivateNanos.get() / 1_000_000)
                .build()
                .toString();
    }
}
