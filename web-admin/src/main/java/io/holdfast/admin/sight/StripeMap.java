// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import io.holdfast.core.checkpoint.FragmentFormat;
import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.ManifestFormat;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.SchemeChoice;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where one session is stored: each fragment of its current version, read from its keeper and checked.
 *
 * @param session at a glance; its protection is that of the fragments that were read
 * @param createdAt when the session began, epoch milliseconds
 * @param acknowledged the version before the current one that is kept as its fallback; empty if there is none
 * @param why its scheme was chosen, one sentence
 * @param groups the redundancy groups, each once; empty if the state stands in the manifest
 */
public record StripeMap(SessionSummary session, long createdAt, String acknowledged, String why, List<Row> groups) {

    /** Groups that are read at the same time: at 64 KiB and 1.5 times, 3 MiB on their way here. */
    private static final int BATCH = 32;

    /** Copies the list. */
    public StripeMap {
        groups = List.copyOf(groups);
    }

    /**
     * One redundancy group.
     *
     * @param id its name
     * @param length bytes of it
     * @param fragments by index
     */
    public record Row(GroupId id, int length, List<Fragment> fragments) {

        /** Copies the list. */
        public Row {
            fragments = List.copyOf(fragments);
        }
    }

    /**
     * One fragment.
     *
     * @param index in its group
     * @param part which subsegment or parity: 0 to data - 1 are data
     * @param parity whether it is parity
     * @param copy which copy, from 0
     * @param member the member that keeps its slot; empty if nobody does
     * @param sight what was found there
     * @param bytes with the header; 0 if nothing was found
     */
    public record Fragment(
            int index, int part, boolean parity, int copy, Optional<Member> member, FragmentSight sight, int bytes) {}

    private record Found(FragmentSight sight, int bytes) {
        static final Found NOTHING = new Found(FragmentSight.MISSING, 0);
    }

    /**
     * Reads a session. Blocks while the grid answers.
     *
     * @param configurations what members say of the session's application, and so of who pins a scheme
     * @return empty if there is no such session
     * @throws io.holdfast.core.port.StoreException if its manifest cannot be read in time
     * @throws io.holdfast.core.checkpoint.UnreadableFormatException if its manifest is damaged
     */
    public static Optional<StripeMap> read(Grid grid, CheckpointId id, List<Configuration> configurations) {
        return Waiting.join(grid.manifests().get(id)).flatMap(bytes -> {
            Manifest manifest = ManifestFormat.decode(id, bytes);
            return manifest.isEnded()
                    ? Optional.empty()
                    : Optional.of(read(grid, manifest, configurations, bytes.length));
        });
    }

    private static StripeMap read(Grid grid, Manifest manifest, List<Configuration> configurations, int manifestBytes) {
        CheckpointId id = manifest.id();
        Map<FragmentKey, Found> found = new HashMap<>();
        Evidence evidence = (group, index) ->
                found.getOrDefault(group.key(id, index), Found.NOTHING).sight();
        look(grid, id, manifest.current(), found);
        int copies = grid.manifests().copies();
        ClusterView view = grid.cluster().view();
        Protection protection = Protection.judge(view, copies, manifest, evidence);
        if (protection.status() == Status.LOST && manifest.fallback().isPresent()) {
            look(grid, id, manifest.fallback().orElseThrow(), found);
            protection = Protection.judge(view, copies, manifest, evidence);
        }
        List<Row> rows = new ArrayList<>();
        for (Group group : new LinkedHashSet<>(manifest.current().groups())) {
            rows.add(row(view, id, group, found));
        }
        return new StripeMap(
                SessionSummary.of(view, copies, manifest, manifestBytes, protection),
                manifest.createdAt(),
                manifest.fallback().map(layout -> layout.version().toString()).orElse(""),
                why(view, copies, manifest, configurations),
                rows);
    }

    /** Who pinned the scheme, or why it was chosen; where the choice would be another one now, that is said. */
    private static String why(ClusterView view, int copies, Manifest manifest, List<Configuration> configurations) {
        Layout current = manifest.current();
        if (current.isInline()) {
            return "inline: %,d bytes ride in the manifest, which %d members keep"
                    .formatted(current.length(), Protection.manifestCopies(view, copies));
        }
        String scheme = current.schemeName();
        Optional<String> pinning = configurations.stream()
                .filter(one -> one.application().equals(manifest.id().application()))
                .flatMap(one -> one.pinning(scheme).stream())
                .findFirst();
        if (pinning.isPresent()) {
            return scheme + ": pinned by " + pinning.get();
        }
        int backups = view.backupsOf(manifest.owner()).size();
        SchemeChoice now = SchemeChoice.choose(manifest.tolerate(), current.length(), backups)
                .withManifestOn(copies);
        return current.groups().isEmpty() || now.scheme().toString().equals(scheme)
                ? now.reason()
                : scheme
                        + ": chosen when the state or the cluster was another; the next checkpoint that changes anything"
                        + " would have " + now.reason();
    }

    private static Row row(ClusterView view, CheckpointId id, Group group, Map<FragmentKey, Found> found) {
        List<Fragment> fragments = new ArrayList<>();
        for (int index = 0; index < group.scheme().fragments(); index++) {
            int part = index % group.scheme().width();
            Found one = found.getOrDefault(group.key(id, index), Found.NOTHING);
            fragments.add(new Fragment(
                    index,
                    part,
                    part >= group.scheme().data(),
                    index / group.scheme().width(),
                    view.keeper(group.slot(index)),
                    one.sight(),
                    one.bytes()));
        }
        return new Row(group.id(), group.length(), fragments);
    }

    /** Reads and checks every fragment of a layout, some groups at a time, and keeps none of the bytes. */
    private static void look(Grid grid, CheckpointId id, Layout layout, Map<FragmentKey, Found> found) {
        List<Group> groups = List.copyOf(new LinkedHashSet<>(layout.groups()));
        for (int from = 0; from < groups.size(); from += BATCH) {
            Map<FragmentKey, CompletionStage<Found>> asked = new LinkedHashMap<>();
            for (Group group : groups.subList(from, Math.min(groups.size(), from + BATCH))) {
                for (FragmentKey key : group.keys(id)) {
                    asked.put(key, look(grid, key, group));
                }
            }
            asked.forEach((key, stage) -> found.put(key, Waiting.join(stage)));
        }
    }

    private static CompletionStage<Found> look(Grid grid, FragmentKey key, Group group) {
        return grid.fragments().get(key).handle((answer, failure) -> {
            if (failure != null) {
                return new Found(FragmentSight.UNANSWERED, 0);
            }
            return answer.map(bytes -> new Found(
                            FragmentFormat.isValid(key.checkpoint(), group, key.index(), bytes)
                                    ? FragmentSight.VALID
                                    : FragmentSight.CHANGED,
                            bytes.length))
                    .orElse(Found.NOTHING);
        });
    }
}
