// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.recovery;

import com.dynatrace.hash4j.hashing.Hashing;
import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.ManifestStore;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which member claims an orphan: the keeper of its manifest if it runs the application, else the winner of a
 * rendezvous among those that do. Every member decides alone and alike; where two disagree for a moment, the
 * compare-and-set of the claim decides. A function of its arguments.
 */
public final class Orphans {

    private Orphans() {}

    /** Whether a checkpoint has no living owner: it was released, or its owner is not in the cluster. */
    public static boolean isOrphan(ClusterView view, Manifest manifest) {
        return manifest.isReleased() || !view.has(manifest.owner());
    }

    /**
     * The member that should claim.
     *
     * @param keeper the member that keeps the first copy of the manifest, if known
     * @param runners ids of the members that run the application
     * @return empty if nobody runs it
     */
    public static Optional<String> claimer(CheckpointId id, Optional<String> keeper, Collection<String> runners) {
        return keeper.filter(runners::contains).or(() -> runners.stream()
                .max(Comparator.<String>comparingLong(
                                member -> Hashing.xxh3_64().hashCharsToLong(id.key() + '@' + member))
                        .thenComparing(Comparator.naturalOrder())));
    }

    /**
     * The checkpoints of one application that this member has to look at after a loss: those whose manifest it keeps,
     * and those whose keeper does not run the application.
     *
     * @param runners ids of the members that run the application, this one among them
     */
    public static List<CheckpointId> candidates(
            ManifestStore manifests, ClusterView view, String application, Set<String> runners) {
        boolean keepersRun = view.members().stream()
                .filter(member -> member.storesData())
                .allMatch(member -> runners.contains(member.id()));
        List<CheckpointId> ids = keepersRun ? manifests.local() : manifests.all();
        return ids.stream()
                .filter(id -> id.application().equals(application))
                .filter(id -> claimer(id, manifests.keeper(id), runners)
                        .filter(view.self()::equals)
                        .isPresent())
                .toList();
    }
}
