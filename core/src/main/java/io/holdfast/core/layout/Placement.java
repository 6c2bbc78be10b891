// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.layout;

import com.dynatrace.hash4j.hashing.Hashing;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which member keeps which fragment of a group. Each fragment goes to a member of its own, never the
 * production member, in as many failure domains as there are; rendezvous hashing rotates who comes first from checkpoint
 * to checkpoint, and so who holds parity. A function of its arguments: the same on every member. Thread-safe.
 */
public final class Placement {

    private Placement() {}

    /**
     * Places the fragments of all groups of a checkpoint: in the same slots, so that a commit sends one message to each
     * member, however many groups are new, and the fragments that it makes obsolete go in one message too.
     *
     * @param view the cluster
     * @param production the member that runs the bean
     * @return a slot for each fragment
     * @throws IllegalArgumentException if there are fewer backup members than fragments, unless the production member
     *     is alone: then it keeps the group itself, unprotected
     */
    public static int[] place(ClusterView view, String production, CheckpointId checkpoint, Scheme scheme) {
        long seed = Hashing.xxh3_64().hashCharsToLong(checkpoint.key());
        List<Member> candidates = new ArrayList<>(view.backupsOf(production));
        if (candidates.isEmpty() && scheme.fragments() == 1 && view.slotCountOf(production) > 0) {
            candidates.add(view.member(production).orElseThrow());
        }
        if (candidates.size() < scheme.fragments()) {
            throw new IllegalArgumentException("HF1015 scheme " + scheme + " needs " + scheme.fragments()
                    + " members besides the production member; " + candidates.size()
                    + " are there. Add members or lower tolerate");
        }
        Map<Member, Long> rank = new HashMap<>();
        candidates.forEach(
                member -> rank.put(member, mix(seed ^ Hashing.xxh3_64().hashCharsToLong(member.id()))));
        candidates.sort(Comparator.comparing(rank::get));
        Map<String, Integer> used = new HashMap<>();
        view.member(production).ifPresent(member -> used.put(member.domain(), 1));
        int[] slots = new int[scheme.fragments()];
        for (int index = 0; index < slots.length; index++) {
            Member chosen = candidates.get(0);
            for (Member member : candidates) {
                if (used.getOrDefault(member.domain(), 0) < used.getOrDefault(chosen.domain(), 0)) {
                    chosen = member;
                }
            }
            candidates.remove(chosen);
            used.merge(chosen.domain(), 1, Integer::sum);
            int which = (int) Long.remainderUnsigned(mix(seed + index), view.slotCountOf(chosen.id()));
            slots[index] = view.slotOf(chosen.id(), which);
        }
        return slots;
    }

    /**
     * Whether a placed group still is where it should be: every fragment on a member of its own that is not the
     * production member (unless that one is alone), and no failure domain with more of them than it must take.
     */
    public static boolean holds(ClusterView view, String production, Group group) {
        boolean alone = view.backupsOf(production).isEmpty();
        int fragments = group.scheme().fragments();
        Set<String> keepers = new HashSet<>();
        Map<String, Integer> used = new HashMap<>();
        view.member(production).ifPresent(member -> used.put(member.domain(), 1));
        for (int index = 0; index < fragments; index++) {
            Member keeper = view.keeper(group.slot(index)).orElse(null);
            if (keeper == null
                    || !keepers.add(keeper.id())
                    || (!alone && keeper.id().equals(production))) {
                return false;
            }
            used.merge(keeper.domain(), 1, Integer::sum);
        }
        return alone || Collections.max(used.values()) <= fullest(view, production, fragments);
    }

    /** How much the fullest failure domain has at least when so many fragments are placed; the bean counts as one. */
    private static int fullest(ClusterView view, String production, int fragments) {
        Map<String, Integer> room = new HashMap<>();
        view.backupsOf(production).forEach(member -> room.merge(member.domain(), 1, Integer::sum));
        String home = view.member(production).map(Member::domain).orElse("");
        int level = 0;
        for (int placed = 0; placed < fragments; ) {
            int most = ++level;
            placed = room.entrySet().stream()
                    .mapToInt(domain ->
                            Math.min(domain.getValue(), most - (domain.getKey().equals(home) ? 1 : 0)))
                    .sum();
        }
        return level;
    }

    /** The finalizer of SplitMix64: spreads close numbers over all bits. */
    private static long mix(long x) {
        long z = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
