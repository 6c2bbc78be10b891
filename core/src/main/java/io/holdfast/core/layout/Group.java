// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.layout;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.id.GroupId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One redundancy group of a layout. Immutable; the array is never changed after construction.
 *
 * @param id its name
 * @param digest of its bytes, before encryption
 * @param length its bytes as they are stored, before padding
 * @param scheme how it is protected
 * @param slots where fragment {@code i} is kept, one for each of {@link Scheme#fragments()}
 */
public record Group(GroupId id, Digest digest, int length, Scheme scheme, int[] slots) {

    /** Checks that the numbers fit together. */
    public Group {
        slots = slots.clone();
        if (length < 1 || slots.length != scheme.fragments()) {
            throw new IllegalArgumentException("HF1013 group " + id + " of " + length + " bytes has " + slots.length
                    + " slots; scheme " + scheme + " has " + scheme.fragments() + " fragments");
        }
    }

    @Override
    public int[] slots() {
        return slots.clone();
    }

    /** The slot of one fragment. */
    public int slot(int index) {
        return slots[index];
    }

    /** The key of one fragment. */
    public FragmentKey key(CheckpointId checkpoint, int index) {
        return new FragmentKey(checkpoint, id, index, slots[index]);
    }

    /** The keys of all fragments, by index. */
    public List<FragmentKey> keys(CheckpointId checkpoint) {
        return IntStream.range(0, slots.length)
                .mapToObj(index -> key(checkpoint, index))
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Group that
                && id.equals(that.id)
                && digest.equals(that.digest)
                && length == that.length
                && scheme.equals(that.scheme)
                && Arrays.equals(slots, that.slots);
    }

    @Override
    public int hashCode() {
        return id.hashCode() ^ digest.hashCode();
    }
}
