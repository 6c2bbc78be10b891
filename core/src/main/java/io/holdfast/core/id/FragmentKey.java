// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.id;

/**
 * Names one fragment and says where it is kept.
 *
 * @param checkpoint whose fragment it is
 * @param group the redundancy group it belongs to
 * @param index its place in the group: {@code copy * (data + parity) + i}, with data first
 * @param slot the slot of the fragment store that keeps it; the cluster view says which member has the slot
 */
public record FragmentKey(CheckpointId checkpoint, GroupId group, int index, int slot) {

    /** Refuses negative numbers. */
    public FragmentKey {
        if (index < 0 || slot < 0) {
            throw new IllegalArgumentException("HF1006 fragment index " + index + " or slot " + slot + " is negative");
        }
    }

    /** Returns {@code application/session/epoch.sequence.ordinal/index}: the name without the place. */
    public String name() {
        return checkpoint.key() + '/' + group + '/' + index;
    }

    /**
     * Reads {@link #name()} back.
     *
     * @param name the text
     * @param slot where the fragment was found
     * @throws IllegalArgumentException if the text is no such name
     */
    public static FragmentKey parse(String name, int slot) {
        String[] part = name.split("/", -1);
        String[] number = part.length == 4 ? part[2].split("\\.", -1) : new String[0];
        if (number.length != 3) {
            throw new IllegalArgumentException("HF1007 '" + name + "' is not the name of a fragment");
        }
        try {
            return new FragmentKey(
                    new CheckpointId(part[0], part[1]),
                    new GroupId(
                            new Version(Long.parseLong(number[0]), Long.parseLong(number[1])),
                            Integer.parseInt(number[2])),
                    Integer.parseInt(part[3]),
                    slot);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("HF1007 '" + name + "' is not the name of a fragment", e);
        }
    }

    @Override
    public String toString() {
        return name() + "@" + slot;
    }
}
