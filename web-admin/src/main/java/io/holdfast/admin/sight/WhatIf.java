// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What would become of all sessions if some members were lost at once, judged by the same rules as what is. Nothing is
 * read from the grid: the answer is as old as the last look of the census.
 *
 * @param lost the ids of the members
 * @param total how many sessions there are
 * @param survive how many of them would live on
 * @param moved how many of those would be put together again elsewhere
 * @param exposed how many of those would not survive one more loss until they are protected again
 * @param gone how many would be lost
 * @param some of those that would be lost, in order
 * @param advice what would change that, one sentence each
 */
public record WhatIf(
        Set<String> lost,
        int total,
        int survive,
        int moved,
        int exposed,
        int gone,
        List<SessionSummary> some,
        List<String> advice) {

    private static final int MOST_SHOWN = 100;

    /** Copies the collections. */
    public WhatIf {
        lost = Set.copyOf(lost);
        some = List.copyOf(some);
        advice = List.copyOf(advice);
    }

    /** Computes. */
    public static WhatIf of(ClusterView view, int copies, Census census, ManifestSource source, Set<String> lost) {
        Tally tally = new Tally(view, copies, source, lost);
        census.each(tally::add);
        tally.some.sort(Count.ORDER);
        return new WhatIf(
                lost,
                tally.total,
                tally.total - tally.gone,
                tally.moved,
                tally.exposed,
                tally.gone,
                tally.some.subList(0, Math.min(MOST_SHOWN, tally.some.size())),
                tally.advice());
    }

    private static final class Tally {
        private final ClusterView view;
        private final ClusterView after;
        private final int copies;
        private final ManifestSource source;
        private final Set<String> lost;
        private final Boolean[] manifestGone;
        private final List<SessionSummary> some = new ArrayList<>();
        private int total;
        private int moved;
        private int exposed;
        private int gone;
        private int byManifest;
        private int belowAsked;
        private int highestAsked;

        Tally(ClusterView view, int copies, ManifestSource source, Set<String> lost) {
            this.view = view;
            this.copies = copies;
            this.source = source;
            this.lost = lost;
            this.after = without(view, lost);
            this.manifestGone = new Boolean[view.slotCount()];
        }

        void add(Census.Judged session) {
            total++;
            Manifest manifest = session.manifest();
            boolean orphan = manifest.isReleased() || !after.has(manifest.owner());
            Protection then = Protection.judge(after, copies, manifest, Evidence.ofView(after));
            boolean noManifest = manifestGone(session.slot());
            if (noManifest || then.status() == Status.LOST) {
                gone++;
                byManifest += noManifest ? 1 : 0;
                belowAsked += session.summary().protection().status() != Status.PROTECTED
                                && manifest.tolerate() >= lost.size()
                        ? 1
                        : 0;
                highestAsked = Math.max(highestAsked, manifest.tolerate());
                some.add(session.summary());
            } else {
                moved += orphan ? 1 : 0;
                exposed += then.tolerates() < 1 ? 1 : 0;
            }
        }

        private boolean manifestGone(int slot) {
            if (manifestGone[slot] == null) {
                Set<String> holders = source.copiesIn(slot);
                manifestGone[slot] = !lost.isEmpty() && !holders.isEmpty() && lost.containsAll(holders);
            }
            return manifestGone[slot];
        }

        List<String> advice() {
            List<String> advice = new ArrayList<>();
            if (gone == 0) {
                return advice;
            }
            int members = lost.size();
            long storing = view.members().stream().filter(Member::storesData).count();
            if (highestAsked < members) {
                advice.add("Raise tolerate to " + members + " (@Checkpointed(tolerate = " + members
                        + ") or holdfast.tolerate): what is lost here asked for " + highestAsked + " at most."
                        + (storing < members + 2 ? " That needs " + (members + 2) + " members or more." : ""));
            }
            if (copies <= members) {
                advice.add("Raise holdfast.manifest.backups to " + members + " on all members: each manifest stands on "
                        + copies + ", and " + byManifest + " would be lost with all its copies.");
            }
            if (belowAsked > 0) {
                advice.add(belowAsked + " of them are below the protection that they asked for now:"
                        + " wait until they are protected again, or re-protect them.");
            }
            Set<String> domains = new HashSet<>();
            lost.forEach(id -> view.member(id).map(Member::domain).ifPresent(domains::add));
            long all = view.members().stream().map(Member::domain).distinct().count();
            if (members > 1 && all == 1) {
                advice.add("All members are in one failure domain: give them zones (holdfast.zone), so that what is"
                        + " lost together holds one fragment of a group.");
            } else if (domains.size() == 1 && members > 1) {
                advice.add("More failure domains than these " + all
                        + " would let each of them hold fewer fragments of a group.");
            }
            return advice;
        }
    }

    /** The same cluster without those members: what they kept, nobody keeps. */
    static ClusterView without(ClusterView view, Set<String> lost) {
        List<String> keepers = new ArrayList<>(view.slotCount());
        for (int slot = 0; slot < view.slotCount(); slot++) {
            Optional<String> keeper = view.keeper(slot).map(Member::id).filter(id -> !lost.contains(id));
            keepers.add(keeper.orElse(null));
        }
        return new ClusterView(
                view.self(),
                view.members().stream()
                        .filter(member -> !lost.contains(member.id()))
                        .toList(),
                keepers);
    }
}
