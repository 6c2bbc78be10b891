// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.id;

import java.util.Comparator;

/**
 * The version of a checkpoint: {@code epoch} grows when the owner changes, {@code sequence} with each attempt to
 * commit. Both only grow, so a version is never used twice.
 *
 * @param epoch from 1; 0 only in {@link #NONE}
 * @param sequence from 0
 */
public record Version(long epoch, long sequence) implements Comparable<Version> {

    /** Before the first checkpoint. */
    public static final Version NONE = new Version(0, 0);

    private static final Comparator<Version> ORDER =
            Comparator.comparingLong(Version::epoch).thenComparingLong(Version::sequence);

    /** Refuses negative numbers. */
    public Version {
        if (epoch < 0 || sequence < 0) {
            throw new IllegalArgumentException("HF1044 version " + epoch + "." + sequence + " is negative");
        }
    }

    /** The version of the owner's next attempt. */
    public Version next() {
        return new Version(epoch, sequence + 1);
    }

    /** The version with which a new owner claims. */
    public Version claimed() {
        return new Version(epoch + 1, sequence);
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return epoch + "." + sequence;
    }
}
