// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.id;

/**
 * Names a redundancy group within its checkpoint by the attempt that wrote it. A group keeps its name while later
 * checkpoints refer to it, and a name is never used for other bytes: a late deletion cannot hit a newer group.
 *
 * @param born the attempt that wrote the group
 * @param ordinal its number within that attempt, from 0
 */
public record GroupId(Version born, int ordinal) {

    /** Refuses a negative ordinal. */
    public GroupId {
        if (ordinal < 0) {
            throw new IllegalArgumentException("HF1045 group ordinal " + ordinal + " is negative");
        }
    }

    @Override
    public String toString() {
        return born + "." + ordinal;
    }
}
