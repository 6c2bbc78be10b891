// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.layout.Group;
import io.holdfast.core.port.Cluster;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers when each slot last lost its fragments, so that an owner can tell whether a group was stored before or
 * after. Thread-safe.
 */
final class SlotLosses {

    private final AtomicLong counter = new AtomicLong(1);
    private volatile AtomicLongArray lost;

    SlotLosses(Cluster cluster) {
        lost = new AtomicLongArray(cluster.view().slotCount());
    }

    /** Takes note; the later loss has the higher number. One call at a time, as the cluster promises. */
    void onChange(Cluster.Change change) {
        if (change.lostSlots().isEmpty()) {
            return;
        }
        AtomicLongArray array = sized(change.after().slotCount());
        long number = counter.get() + 1;
        change.lostSlots().forEach(slot -> array.set(slot, number));
        // last: a mark with this number promises that whoever took it sees these losses
        counter.set(number);
    }

    /** A moment: losses after it have higher numbers. */
    long mark() {
        return counter.get();
    }

    /** Whether a fragment of the group was lost after the moment. */
    boolean hit(Group group, long mark) {
        AtomicLongArray array = lost;
        for (int index = 0; index < group.scheme().fragments(); index++) {
            int slot = group.slot(index);
            if (slot < array.length() && array.get(slot) > mark) {
                return true;
            }
        }
        return false;
    }

    private synchronized AtomicLongArray sized(int slots) {
        if (lost.length() < slots) {
            AtomicLongArray larger = new AtomicLongArray(slots);
            for (int slot = 0; slot < lost.length(); slot++) {
                larger.set(slot, lost.get(slot));
            }
            lost = larger;
        }
        return lost;
    }
}
