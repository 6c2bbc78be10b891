// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import jakarta.json.Json;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one member did after the loss of another, for the console. Times are epoch milliseconds; durations are sums over
 * the sessions, milliseconds. Thread-safe.
 */
final class RecoveryReport {

    private final String application;
    private final String member;
    private final String lost;
    private final long detectedAt;
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger reactivated = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong first = new AtomicLong();
    private final AtomicLong last = new AtomicLong();
    private final AtomicLong claimNanos = new AtomicLong();
    private final AtomicLong reactivateNanos = new AtomicLong();

    RecoveryReport(String application, String member, String lost, long detectedAt) {
        this.application = application;
        this.member = member;
        this.lost = lost;
        this.detectedAt = detectedAt;
    }

    /** A session was claimed and reassembled. */
    void claimed(long nanos) {
        sessions.incrementAndGet();
        claimNanos.addAndGet(nanos);
    }

    /** A claimed session's beans live again. */
    void reactivated(long nanos, long now) {
        reactivated.incrementAndGet();
        reactivateNanos.addAndGet(nanos);
        first.compareAndSet(0, now);
        last.set(now);
    }

    /** A session could not be recovered. */
    void failed() {
        failed.incrementAndGet();
    }

    /** Whether there is anything to tell. */
    boolean isEmpty() {
        return sessions.get() == 0 && failed.get() == 0;
    }

    /** One flat JSON object. */
    String toJson() {
        return Json.createObjectBuilder()
                .add("application", application)
                .add("member", member)
                .add("lost", lost)
                .add("detectedAt", detectedAt)
                .add("sessions", sessions.get())
                .add("reactivated", reactivated.get())
                .add("failed", failed.get())
                .add("firstReactivatedAt", first.get())
                .add("lastReactivatedAt", last.get())
                .add("claimMillis", claimNanos.get() / 1_000_000)
                .add("reactivateMillis", reactivateNanos.get() / 1_000_000)
                .build()
                .toString();
    }
}
