// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/**
 * One short partition key for each partition. A key {@code name@slotKey} lands in the partition of its slot key, so the
 * table lets a fragment be put where placement wants it. All members find the same table, since they search alike.
 */
final class SlotKeys {

    private static final int RADIX = 36;

    private final String[] keys;
    private final Map<String, Integer> slots;

    /**
     * Searches: the key tried n-th is n in base 36, so of 271 partitions each has its key after some 1,700 tries.
     *
     * @param count how many partitions there are
     * @param partitionOf the partition of a key
     */
    SlotKeys(int count, ToIntFunction<String> partitionOf) {
        keys = new String[count];
        slots = new HashMap<>();
        for (int n = 0; slots.size() < count; n++) {
            String key = Integer.toString(n, RADIX);
            int slot = partitionOf.applyAsInt(key);
            if (keys[slot] == null) {
                keys[slot] = key;
                slots.put(key, slot);
            }
        }
    }

    /** How many slots there are. */
    int count() {
        return keys.length;
    }

    /** The whole key of a name that is to be kept in the slot. */
    String place(String name, int slot) {
        return name + '@' + keys[slot];
    }

    /** The slot key of a slot. */
    String of(int slot) {
        return keys[slot];
    }

    /** The slot of a slot key; empty if the text is none. */
    OptionalInt slotOf(String key) {
        Integer slot = slots.get(key);
        return slot == null ? OptionalInt.empty() : OptionalInt.of(slot);
    }
}
