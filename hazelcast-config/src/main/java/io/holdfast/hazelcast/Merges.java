// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleService;
import java.time.Duration;
import java.util.UUID;

/**
 * Whether this member is coming back into a cluster from which it was shut out, or has come back a moment ago. It then sees
 * what the others own before it sees the others, and would take their sessions for orphans. Thread-safe.
 */
final class Merges implements AutoCloseable {

    /** The view of the cluster is renewed several times within this. */
    private static final long SETTLING_NANOS = Duration.ofSeconds(2).toNanos();

    private final LifecycleService lifecycle;
    private final UUID registration;
    private volatile boolean underWay;
    private volatile long endedAt = System.nanoTime() - SETTLING_NANOS;

    Merges(HazelcastInstance instance) {
        lifecycle = instance.getLifecycleService();
        registration = lifecycle.addLifecycleListener(this::changed);
    }

    void changed(LifecycleEvent event) {
        switch (event.getState()) {
            case MERGING -> underWay = true;
            case MERGED, MERGE_FAILED -> {
                endedAt = System.nanoTime();
                underWay = false;
            }
            default -> {
                // starts and ends are no matter of merges
            }
        }
    }

    /** Whether it is so. */
    boolean isRecent() {
        return underWay || System.nanoTime() - endedAt < SETTLING_NANOS;
    }

    @Override
    public void close() {
        lifecycle.removeLifecycleListener(registration);
    }
}
