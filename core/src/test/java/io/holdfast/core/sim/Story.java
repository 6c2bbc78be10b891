// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What happened to one session, as somebody who sees everything tells it. */
final class Story {

    final CheckpointId id;
    final int tolerate;

    /** The last state that was acknowledged to a caller, or that an owner took over. */
    Attempt last;

    /** Where it lies. */
    Layout layout;

    /** The node that runs the bean; null while nobody does. */
    Node owner;

    /** Whether the bean is no replica any more: it was lost, or went to a member that keeps fragments. */
    boolean beanSpent;

    /** What else a new owner may find: what was tried after the last and may have been published, and what was before. */
    final List<Attempt> open = new ArrayList<>();

    /** Every state that anybody tried to commit. */
    final Set<Digest> known = new HashSet<>();

    /** What the owners took over, by their epoch. */
    final TreeMap<Long, Attempt> adopted = new TreeMap<>();

    /** Who published or claimed in an epoch. */
    final Map<Long, String> owners = new HashMap<>();

    /** The highest epoch in which anybody claimed. */
    long claimed;

    /** The highest epoch that all copies of the manifest had. */
    long published;

    /** How many members may still fail before it may be lost. */
    int credit;

    /** More failed than was promised: anything may have become of it, except a mixture. */
    boolean excused;

    /** Whether anything of it was acknowledged, or fully protected. */
    boolean promised;

    /** Whether its user has begun to end it, or it was given up as lost: nothing is promised any more. */
    boolean ended;

    Story(CheckpointId id, int tolerate) {
        this.id = id;
        this.tolerate = tolerate;
        this.credit = tolerate;
    }

    /** More failed than was promised, and anything may have become of it: what stands now counts, and no epoch after it. */
    void restart(long epoch) {
        owners.keySet().removeIf(later -> later > epoch);
        adopted.tailMap(epoch, false).clear();
        claimed = Math.min(claimed, epoch);
        published = epoch;
    }

    boolean isProtected() {
        return promised && !ended && !excused;
    }
}
