// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import java.time.Duration;

/**
 * How sessions of one application behave.
 *
 * @param application its name in the cluster
 * @param call how long a caller waits for the cluster at most
 * @param handover how long an owner is asked to hand over before the session is claimed by force
 * @param lease how long an owner serves without asking the cluster whether it still is
 * @param idempotencyKeys how many idempotency keys a session remembers
 * @param largestAnswer the largest result of a call that is kept for a retry, bytes
 * @param idle after which time without a call a session ends
 */
record SessionRules(
        String application,
        Duration call,
        Duration handover,
        Duration lease,
        int idempotencyKeys,
        int largestAnswer,
        Duration idle) {}
