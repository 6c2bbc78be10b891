// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import io.holdfast.core.checkpoint.FragmentFormat;
import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import java.util.HashSet;
import java.util.Optional;

/**
 * One session at a glance.
 *
 * @param id whose
 * @param owner id of the member that owns it, in the cluster or not; empty if it was released
 * @param ownerName what people call that member; empty if it is not in the cluster
 * @param version of its manifest
 * @param stateBytes size of its state
 * @param scheme how its state is stored
 * @param tolerate how many lost members were asked for
 * @param protection what is so now
 * @param storedBytes what its current version takes in the whole cluster: fragments with headers, and the copies of its
 *     manifest; without keys and what the grid adds to an entry
 * @param updatedAt when its manifest was made, epoch milliseconds
 * @param problem why nothing more is known of it; empty unless its manifest cannot be read
 */
public record SessionSummary(
        CheckpointId id,
        Optional<String> owner,
        Optional<String> ownerName,
        Version version,
        int stateBytes,
        String scheme,
        int tolerate,
        Protection protection,
        long storedBytes,
        long updatedAt,
        Optional<String> problem) {

    static SessionSummary of(
            ClusterView view, int copies, Manifest manifest, int manifestBytes, Protection protection) {
        Layout current = manifest.current();
        return new SessionSummary(
                manifest.id(),
                manifest.isReleased() ? Optional.empty() : Optional.of(manifest.owner()),
                view.member(manifest.owner()).map(Member::name),
                manifest.version(),
                current.length(),
                current.schemeName(),
                manifest.tolerate(),
                protection,
                current.storedBytes()
                        + headers(current)
                        + (long) manifestBytes * Protection.manifestCopies(view, copies),
                manifest.updatedAt(),
                Optional.empty());
    }

    /** A session whose manifest stands there but cannot be read: nobody can recover it. */
    static SessionSummary unreadable(CheckpointId id, String problem) {
        return new SessionSummary(
                id,
                Optional.empty(),
                Optional.empty(),
                Version.NONE,
                0,
                "unknown",
                0,
                new Protection(Status.LOST, 0),
                0,
                0,
                Optional.of(problem));
    }

    private static long headers(Layout layout) {
        long fragments = new HashSet<>(layout.groups())
                .stream()
                        .map(Group::scheme)
                        .mapToInt(scheme -> scheme.fragments())
                        .sum();
        return fragments * FragmentFormat.HEADER;
    }
}
