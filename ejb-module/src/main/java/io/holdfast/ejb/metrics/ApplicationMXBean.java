// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.metrics;

/** One application on this member, as JMX shows it: {@code io.holdfast:type=Application,name=NAME}. */
public interface ApplicationMXBean {

    /** The name of this member. */
    String getMember();

    /** {@link Metric#SESSIONS}. */
    long getSessions();

    /** {@link Metric#CHECKPOINTS}. */
    long getCheckpoints();

    /** {@link Metric#UNCHANGED}. */
    long getCheckpointsUnchanged();

    /** {@link Metric#FAILED}. */
    long getCheckpointsFailed();

    /** {@link Metric#INDETERMINATE}. */
    long getCheckpointsIndeterminate();

    /** {@link Metric#FENCED}. */
    long getCheckpointsFenced();

    /** {@link Metric#GROUPS_SENT}. */
    long getGroupsSent();

    /** {@link Metric#GROUPS_SKIPPED}. */
    long getGroupsSkipped();

    /** {@link Metric#SENT}. */
    long getSentBytes();

    /** {@link Metric#RECOVERED}. */
    long getSessionsRecovered();

    /** {@link Metric#FETCHED}. */
    long getSessionsFetched();

    /** {@link Metric#LOST}. */
    long getSessionsLost();

    /** Half of the commits took at most so long, seconds; rounded up to a bucket of {@link Metric#COMMIT}. */
    double getCommitSecondsP50();

    /** 99 % of the commits took at most so long, seconds; rounded up to a bucket of {@link Metric#COMMIT}. */
    double getCommitSecondsP99();
}
