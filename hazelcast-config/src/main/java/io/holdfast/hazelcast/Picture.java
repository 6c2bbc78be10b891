// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The cluster at one look, comparable with another. What was lost in between is derived from the two.
 *
 * @param self the member that looks
 * @param members all members
 * @param keepers who keeps each slot; null while nobody does
 * @param lastKeepers who kept each slot last, if it is still a member; else null
 * @param view what the ports show
 */
record Picture(String self, List<Member> members, List<String> keepers, List<String> lastKeepers, ClusterView view) {

    /** Before the first look. */
    static final Picture NONE = of("", List.of(), List.of(), null);

    /** A picture that follows another. */
    static Picture of(String self, List<Member> members, List<String> keepers, Picture before) {
        ClusterView view = new ClusterView(self, members, keepers);
        List<String> last = new ArrayList<>(keepers);
        for (int slot = 0; slot < last.size(); slot++) {
            if (last.get(slot) == null && slot < before.lastKeepers.size()) {
                String keeper = before.lastKeepers.get(slot);
                last.set(slot, view.has(keeper) ? keeper : null);
            }
        }
        return new Picture(self, members, keepers, last, view);
    }

    /**
     * The slots whose fragments may have gone with a member between the looks: those that a member kept that is not there
     * any more, and, if any member left, those that have changed hands, since they may have been with it in between. In
     * doubt a slot counts as lost; that costs a repair, while a loss not seen would cost a checkpoint.
     */
    Set<Integer> lostIn(Picture later) {
        boolean someLeft = members.stream().anyMatch(member -> !later.view.has(member.id()));
        Set<Integer> lost = new HashSet<>();
        for (int slot = 0; slot < lastKeepers.size(); slot++) {
            String keeper = lastKeepers.get(slot);
            boolean isGone = keeper != null && !later.view.has(keeper);
            boolean mayHaveGone = keeper != null && someLeft && !keeper.equals(later.keepers.get(slot));
            if (isGone || mayHaveGone) {
                lost.add(slot);
            }
        }
        return lost;
    }

    /** Whether the later one shows the same. */
    boolean sameAs(Picture later) {
        return self.equals(later.self) && members.equals(later.members) && keepers.equals(later.keepers);
    }
}
