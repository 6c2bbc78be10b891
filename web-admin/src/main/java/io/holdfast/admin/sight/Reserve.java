// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Scheme;
import io.holdfast.core.port.ClusterView;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many backup members must be lost, chosen as badly as possible, until a layout cannot be put together any more.
 * Exact, also where several fragments are on one member. What the production member keeps does not count, since it is
 * lost with the live bean.
 */
final class Reserve {

    /** What no loss of backup members can break: the state is in the manifest. */
    static final int UNBOUNDED = Integer.MAX_VALUE;

    private final ClusterView view;
    private final String production;
    private final Evidence evidence;
    private final Set<FragmentSight> present;

    /**
     * Computes with that view.
     *
     * @param production the member whose fragments do not count
     * @param present which fragments do
     */
    Reserve(ClusterView view, String production, Evidence evidence, Set<FragmentSight> present) {
        this.view = view;
        this.production = production;
        this.evidence = evidence;
        this.present = present;
    }

    /** That number for all groups: the weakest decides. 0: it cannot be put together as it is. */
    int of(Layout layout) {
        return layout.groups().stream().mapToInt(this::of).min().orElse(UNBOUNDED);
    }

    /** That number for one group. */
    int of(Group group) {
        Scheme scheme = group.scheme();
        Map<String, Integer> numbers = new HashMap<>();
        List<BitSet> keepers = new ArrayList<>();
        for (int part = 0; part < scheme.width(); part++) {
            BitSet of = new BitSet();
            for (int index = part; index < scheme.fragments(); index += scheme.width()) {
                if (present.contains(evidence.of(group, index))) {
                    view.keeper(group.slot(index))
                            .filter(member -> !member.id().equals(production))
                            .ifPresent(member -> of.set(numbers.computeIfAbsent(member.id(), id -> numbers.size())));
                }
            }
            if (!of.isEmpty()) {
                keepers.add(of);
            }
        }
        int toLose = keepers.size() - scheme.data() + 1;
        return toLose <= 0 ? 0 : fewest(keepers, 0, toLose, new BitSet());
    }

    /**
     * The fewest members that keep all copies of {@code toLose} of the parts from {@code from} on, those in {@code lost}
     * included. A group has at most 35 parts and at most 4 are to be lost, so there are few choices.
     */
    private static int fewest(List<BitSet> keepers, int from, int toLose, BitSet lost) {
        if (toLose == 0) {
            return lost.cardinality();
        }
        int fewest = UNBOUNDED;
        for (int part = from; part <= keepers.size() - toLose; part++) {
            BitSet more = (BitSet) lost.clone();
            more.or(keepers.get(part));
            fewest = Math.min(fewest, fewest(keepers, part + 1, toLose - 1, more));
        }
        return fewest;
    }
}
