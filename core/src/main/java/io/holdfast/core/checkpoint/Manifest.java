// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the cluster knows of a checkpoint: who owns it, and where its current and its previous version lie. Immutable.
 *
 * @param id whose
 * @param version of this manifest; its epoch is the owner's, its sequence the last attempt that was published
 * @param owner the member that may publish; {@link #RELEASED} when the last one released it, {@link #ENDED} when it ended it
 * @param tolerate how many members at once its user wants it to survive
 * @param createdAt when the session began, epoch milliseconds
 * @param updatedAt when this manifest was made, epoch milliseconds
 * @param current what recovery uses if every group of it is there
 * @param previous the acknowledged version before it, which recovery uses otherwise; null if there is none
 */
public record Manifest(
        CheckpointId id,
        Version version,
        String owner,
        int tolerate,
        long createdAt,
        long updatedAt,
        Layout current,
        Layout previous) {

    /** The owner field of a checkpoint that was released and waits for its next owner. */
    public static final String RELEASED = "";

    /**
     * The owner field of a checkpoint that was ended, where that had to be written down to be known for certain. No member
     * has this id. It has no state, and goes as soon as somebody wants it.
     */
    public static final String ENDED = "ended";

    /** The acknowledged version before the current one, if any. */
    public Optional<Layout> fallback() {
        return Optional.ofNullable(previous);
    }

    /** Whether nobody owns it. */
    public boolean isReleased() {
        return owner.equals(RELEASED);
    }

    /** The same checkpoint with another owner, in the next epoch. */
    public Manifest claimedBy(String newOwner, long now) {
        return new Manifest(id, version.claimed(), newOwner, tolerate, createdAt, now, current, previous);
    }

    /** The same checkpoint without an owner. */
    public Manifest released(long now) {
        return new Manifest(id, version.next(), RELEASED, tolerate, createdAt, now, current, previous);
    }

    /** Whether its session has ended: nobody can claim it, and it goes. */
    public boolean isEnded() {
        return owner.equals(ENDED);
    }

    /** What stands for the same checkpoint when it has ended. */
    Manifest ended(long now) {
        byte[] none = new byte[0];
        Version last = version.next();
        return new Manifest(
                id,
                last,
                ENDED,
                tolerate,
                createdAt,
                now,
                new Layout(last, current.codec(), "", 0, Digest.of(none), List.of(), none),
                null);
    }

    /** All groups that this manifest needs. */
    public Set<Group> groups() {
        Set<Group> groups = new LinkedHashSet<>(current.groups());
        fallback().ifPresent(layout -> groups.addAll(layout.groups()));
        return groups;
    }

    /** Whether the same owner published both, in the same epoch. */
    public boolean isOfSameOwner(Manifest other) {
        return owner.equals(other.owner) && version.epoch() == other.version.epoch();
    }
}
