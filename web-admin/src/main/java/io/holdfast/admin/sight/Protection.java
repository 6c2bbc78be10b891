// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import static io.holdfast.admin.sight.FragmentSight.UNANSWERED;
import static io.holdfast.admin.sight.FragmentSight.VALID;

import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Placement;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import io.holdfast.core.recovery.Orphans;
import java.util.EnumSet;
import java.util.Set;

/**
 * How well a session is protected at one moment, judged by what is known of its fragments.
 *
 * @param status in one word
 * @param tolerates how many members, the owner included, may be lost now, whichever they are
 */
public record Protection(Status status, int tolerates) {

    private static final Set<FragmentSight> CERTAIN = EnumSet.of(VALID);
    private static final Set<FragmentSight> POSSIBLE = EnumSet.of(VALID, UNANSWERED);

    /**
     * Judges.
     *
     * @param copies on how many members each manifest stands
     */
    static Protection judge(ClusterView view, int copies, Manifest manifest, Evidence evidence) {
        boolean owned = !Orphans.isOrphan(view, manifest);
        Reserve certain = new Reserve(view, manifest.owner(), evidence, CERTAIN);
        int reserve = certain.of(manifest.current());
        // The manifest has to be left too. Its copies may stand on the owner, so it adds nothing.
        int mirrored = manifestCopies(view, copies) - 1;
        if (owned) {
            int tolerates = Math.min(reserve, mirrored);
            boolean sound = tolerates >= manifest.tolerate() && isSound(view, manifest, evidence);
            return new Protection(sound ? Status.PROTECTED : Status.DEGRADED, tolerates);
        }
        int left = reserve > 0 ? reserve : fallback(manifest, certain);
        if (left > 0) {
            return new Protection(Status.DEGRADED, Math.min(left - 1, mirrored));
        }
        Reserve possible = new Reserve(view, manifest.owner(), evidence, POSSIBLE);
        boolean hope = possible.of(manifest.current()) > 0 || fallback(manifest, possible) > 0;
        return new Protection(hope ? Status.DEGRADED : Status.LOST, 0);
    }

    /** Recovery takes the acknowledged version before the current one where the current one is not complete. */
    private static int fallback(Manifest manifest, Reserve reserve) {
        return manifest.fallback().map(reserve::of).orElse(0);
    }

    private static boolean isSound(ClusterView view, Manifest manifest, Evidence evidence) {
        for (Group group : manifest.current().groups()) {
            if (!Placement.holds(view, manifest.owner(), group)) {
                return false;
            }
            for (int index = 0; index < group.scheme().fragments(); index++) {
                if (evidence.of(group, index) != VALID) {
                    return false;
                }
            }
        }
        return true;
    }

    /** On how many members a manifest stands: as many as asked for, if there are so many that store data. */
    static int manifestCopies(ClusterView view, int copies) {
        long storing = view.members().stream().filter(Member::storesData).count();
        return (int) Math.min(copies, storing);
    }
}
