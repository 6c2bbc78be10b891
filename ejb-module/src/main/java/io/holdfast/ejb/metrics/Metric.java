// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.metrics;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Everything that is counted, each declared once: name and help as OpenMetrics wants them. A name that ends in
 * {@code _seconds} is recorded in nanoseconds, one that ends in {@code _bytes} in bytes.
 */
public enum Metric {
    /** Live sessions. */
    SESSIONS(Type.GAUGE, "holdfast_sessions", "Sessions that this member runs now."),
    /** Acknowledged checkpoints. */
    CHECKPOINTS(Type.COUNTER, "holdfast_checkpoints", "Checkpoints that were acknowledged."),
    /** Acknowledged without a call to the cluster. */
    UNCHANGED(
            Type.COUNTER,
            "holdfast_checkpoints_unchanged",
            "Acknowledged checkpoints that cost no call to the cluster, because nothing had changed."),
    /** Refused. */
    FAILED(Type.COUNTER, "holdfast_checkpoints_failed", "Checkpoints that could not be made or were refused."),
    /** Unknown. */
    INDETERMINATE(
            Type.COUNTER, "holdfast_checkpoints_indeterminate", "Checkpoints of which it is not known if they stand."),
    /** Another's. */
    FENCED(Type.COUNTER, "holdfast_checkpoints_fenced", "Checkpoints refused because another member owns the session."),
    /** Striped by another member. */
    STRIPED_ELSEWHERE(
            Type.COUNTER,
            "holdfast_checkpoints_striped_elsewhere",
            "Checkpoints whose groups another member formed and striped, as holdfast.distributor asks."),
    /** Not striped by another member, though it should have. */
    STRIPED_INSTEAD(
            Type.COUNTER,
            "holdfast_checkpoints_striped_instead",
            "Checkpoints that this member striped itself, because no other one was there, answered in time, or could."),
    /** Groups that went over the network. */
    GROUPS_SENT(Type.COUNTER, "holdfast_groups_sent", "Redundancy groups that were encoded and sent."),
    /** Groups that did not. */
    GROUPS_SKIPPED(
            Type.COUNTER,
            "holdfast_groups_skipped",
            "Redundancy groups that were not sent, because the cluster had them already."),
    /** Bytes of those that did. */
    SENT(
            Type.COUNTER,
            "holdfast_sent_bytes",
            "Bytes of subsegments, parity and inline states that were sent, without headers and manifests."),
    /** Recovered sessions. */
    RECOVERED(Type.COUNTER, "holdfast_sessions_recovered", "Orphaned sessions that this member brought back to life."),
    /** Sessions that moved here. */
    FETCHED(
            Type.COUNTER,
            "holdfast_sessions_fetched",
            "Sessions that were brought to this member because a request asked for them here."),
    /** Failed recoveries. */
    RECOVERY_FAILED(
            Type.COUNTER,
            "holdfast_recoveries_failed",
            "Attempts to recover an orphaned session that did not succeed."),
    /** Lost sessions. */
    LOST(Type.COUNTER, "holdfast_sessions_lost", "Sessions that could not be recovered and were ended."),
    /** Capture. */
    CAPTURE("holdfast_capture_seconds", "Time to turn the fields of a bean into bytes."),
    /** Commit. */
    COMMIT("holdfast_commit_seconds", "Time from the captured state to the acknowledgement."),
    /** Sizes. */
    STATE("holdfast_state_bytes", "Size of the state of a session at each acknowledged checkpoint."),
    /** Claim and reassembly. */
    CLAIM("holdfast_recovery_claim_seconds", "Time to claim an orphaned session and to reassemble its state."),
    /** Reactivation. */
    REACTIVATE("holdfast_recovery_reactivate_seconds", "Time to make live beans of a reassembled state.");

    /** How it behaves. */
    public enum Type {
        /** Only grows. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** Values in buckets. */
        HISTOGRAM
    }

    private final Type type;
    private final String key;
    private final String help;

    Metric(String key, String help) {
        this(Type.HISTOGRAM, key, help);
    }

    Metric(Type type, String key, String help) {
        this.type = type;
        this.key = key;
        this.help = help;
    }

    /** How it behaves. */
    public Type type() {
        return type;
    }

    /** Its OpenMetrics family name. */
    public String key() {
        return key;
    }

    /** One sentence. */
    public String help() {
        return help;
    }

    /** Upper bounds of the buckets of a histogram, inclusive: 50 us to 10 s in nanoseconds, or 256 bytes to 16 MiB. */
    long[] bounds() {
        return isTime()
                ? LongStream.of(
                                50,
                                100,
                                200,
                                500,
                                1_000,
                                2_000,
                                5_000,
                                10_000,
                                20_000,
                                50_000,
                                100_000,
                                200_000,
                                500_000,
                                1_000_000,
                                2_000_000,
                                5_000_000,
                                10_000_000)
                        .map(TimeUnit.MICROSECONDS::toNanos)
                        .toArray()
                : new long[] {256, 1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20, 16 << 20};
    }

    /** A recorded number as it is told: in seconds or bytes. */
    double told(long recorded) {
        return isTime() ? recorded / (double) TimeUnit.SECONDS.toNanos(1) : recorded;
    }

    private boolean isTime() {
        return key.endsWith("_seconds");
    }
}
