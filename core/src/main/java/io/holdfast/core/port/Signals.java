// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

import java.util.function.Consumer;

/**
 * Short messages to all members, this one included: hints, never truths. A message may be lost, late or doubled, and
 * may have been sent by anyone in the cluster; who receives one checks what it says. Thread-safe.
 */
public interface Signals {

    /** Sends to all members and returns at once. */
    void send(String message);

    /** Calls the listener for each message, on a thread of the grid: it must return quickly and may not block. */
    Cluster.Subscription onSignal(Consumer<String> listener);
}
