// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.chaos;

import java.util.Locale;

/** What can go wrong, and how often it is chosen. */
enum Fault {
    /** One or two members are killed with SIGKILL at the same moment. */
    KILL(3, false),
    /** A member is killed and started again at once, and another is killed while the cluster recovers. */
    RESTART(2, false),
    /** A member is stopped with SIGSTOP for longer than the failure detection takes, then goes on. */
    PAUSE(3, false),
    /** Members end by SIGTERM and start again, one after the other. */
    ROLLING(1, false),
    /** The heap of a member is full for some seconds. */
    HEAP(1, false),
    /** One or two members are cut off from the others, for longer or shorter than the failure detection takes. */
    PARTITION(3, true),
    /** What a member sends is lost, to one or to all others; it receives everything. */
    ONE_WAY(2, true),
    /** The network is slow, and a member is killed in it. */
    SLOW(1, true);

    private final int weight;
    private final boolean needsNetwork;

    Fault(int weight, boolean needsNetwork) {
        this.weight = weight;
        this.needsNetwork = needsNetwork;
    }

    /** How often it is chosen, compared with the others. */
    int weight() {
        return weight;
    }

    /** Whether it needs members in network namespaces of their own. */
    boolean needsNetwork() {
        return needsNetwork;
    }

    /** As people write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
