// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Placement;
import io.holdfast.core.layout.SchemeChoice;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Grid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Drafts the next version of a checkpoint: with which scheme, and which stored groups are still good enough to be
 * referenced. Looks at the cluster, asks nobody. Thread-safe.
 */
final class Drafter {

    private final Grid grid;
    private final DistributorSettings settings;
    private final SlotLosses losses;

    Drafter(Grid grid, DistributorSettings settings, SlotLosses losses) {
        this.grid = grid;
        this.settings = settings;
        this.losses = losses;
    }

    /**
     * A draft of the state; fails with {@link CommitFailedException} if the cluster is too small for what was asked.
     *
     * @param production the member that runs the bean, or is about to
     */
    Draft draft(OwnedCheckpoint owned, String production, String codec, byte[] state) {
        ClusterView view = grid.cluster().view();
        long mark = losses.mark();
        damage(owned);
        SchemeChoice choice = choice(owned, production, state.length, view);
        if (choice.tolerates() < owned.tolerate() && settings.refuseShortage()) {
            throw new CommitFailedException(
                    "HF1203 the checkpoint of " + owned.id() + " shall tolerate " + owned.tolerate()
                            + " lost members, this cluster can give " + choice.tolerates() + " (" + choice.reason()
                            + "); add members, lower tolerate, or allow less protection",
                    null);
        }
        Optional<Seal> seal = settings.keys().seal(owned.id(), settings.keys().current());
        Version version = owned.nextVersion();
        if (state.length <= settings.inlineBytes()) {
            return Draft.inline(version, codec, state, seal);
        }
        Map<Digest, Group> reusable = new HashMap<>();
        for (Group group : hasKey(owned) ? groups(owned) : List.<Group>of()) {
            if (isSound(owned, production, view, group, choice)) {
                reusable.put(group.digest(), group);
            }
        }
        try {
            Draft draft = Draft.striped(
                    view,
                    production,
                    owned.id(),
                    version,
                    codec,
                    state,
                    choice.scheme(),
                    groups(owned),
                    reusable,
                    seal);
            owned.lossMark(mark);
            return draft;
        } catch (IllegalArgumentException e) {
            throw new CommitFailedException("HF1205 checkpoint of " + owned.id() + ": " + e.getMessage(), e);
        }
    }

    /** The scheme for a state of this size, and why. */
    SchemeChoice choice(OwnedCheckpoint owned, String production, int bytes, ClusterView view) {
        int backups = view.backupsOf(production).size();
        return owned.pinned()
                .or(settings::pinned)
                .map(scheme -> new SchemeChoice(scheme, scheme.losses() + 1, scheme + ": pinned"))
                .orElseGet(() -> SchemeChoice.choose(owned.tolerate(), bytes, backups))
                .withManifestOn(grid.manifests().copies());
    }

    /** Whether a group of the acknowledged version would not be referenced again, or it is not encrypted as it should be. */
    boolean needsProtection(OwnedCheckpoint owned) {
        ClusterView view = grid.cluster().view();
        damage(owned);
        int bytes = owned.acknowledged().map(Layout::length).orElse(0);
        SchemeChoice choice = choice(owned, owned.owner(), bytes, view);
        return !hasKey(owned)
                || groups(owned).stream().anyMatch(group -> !isSound(owned, owned.owner(), view, group, choice));
    }

    private boolean hasKey(OwnedCheckpoint owned) {
        return owned.acknowledged()
                .map(layout -> layout.key().equals(settings.keys().current()))
                .orElse(true);
    }

    /** Whether a group of the acknowledged version has lost fragments. */
    boolean isDamaged(OwnedCheckpoint owned) {
        damage(owned);
        return groups(owned).stream().map(Group::id).anyMatch(owned::isDamaged);
    }

    /** Whether no fragment of the last drafted version was lost, and each is where it should be for that member. */
    boolean isInPlace(OwnedCheckpoint owned, String production, Layout layout) {
        ClusterView view = grid.cluster().view();
        return layout.groups().stream()
                .allMatch(group -> !losses.hit(group, owned.lossMark()) && Placement.holds(view, production, group));
    }

    /** Takes over into the checkpoint what was lost since its last commit. */
    private void damage(OwnedCheckpoint owned) {
        owned.damaged(groups(owned).stream()
                .filter(group -> losses.hit(group, owned.lossMark()))
                .map(Group::id)
                .toList());
    }

    private static boolean isSound(
            OwnedCheckpoint owned, String production, ClusterView view, Group group, SchemeChoice choice) {
        return !owned.isDamaged(group.id())
                && Placement.holds(view, production, group)
                && group.scheme().losses() >= choice.tolerates() - 1;
    }

    private static List<Group> groups(OwnedCheckpoint owned) {
        return owned.acknowledged().map(Layout::groups).orElse(List.of());
    }
}
