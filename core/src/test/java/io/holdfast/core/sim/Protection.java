// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.SchemeChoice;
import io.holdfast.core.sim.Node.Copy;
import io.holdfast.core.sim.Violation.Invariant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps account of how many members each session may still lose: what it tolerates when it was last fully protected,
 * less those that failed since. Fully protected is what the truth says, not what the owner believes: every fragment
 * unchanged on a sound member of its own that is not the owner, every copy of the manifest the same.
 *
 * <p>What makes a checkpoint weaker without a failure counts like one: two fragments that a migration brought together,
 * a flipped bit, a commit by an owner that could not know yet that the cluster had changed.
 */
final class Protection {

    private final World world;
    private final Set<FragmentKey> flipped = new HashSet<>();

    /** Slots are just moving: what that costs is known afterwards, and nobody fails before. */
    private boolean moving;

    Protection(World world) {
        this.world = world;
    }

    /** Looks who is fully protected now. */
    void refresh() {
        world.oracle().stories().forEach(this::refresh);
    }

    private void refresh(Story story) {
        if (story.last != null && !story.ended && weakness(story, flipped) == null) {
            if (story.excused) {
                story.restart(world.manifest(story.id).version().epoch());
            }
            story.credit = promise(story);
            story.promised = true;
            story.excused = false;
            story.beanSpent = false;
            story.open.removeIf(open -> open.number() < story.last.number());
        }
    }

    /** How many more members may fail now without breaking a promise. */
    int allowed() {
        if (moving) {
            return 0;
        }
        refresh();
        return world.oracle().stories().stream()
                .filter(Story::isProtected)
                .mapToInt(story -> story.credit)
                .min()
                .orElse(1);
    }

    /** A member fails, or stops for so long that it will be taken for failed. */
    void failing(Node node) {
        refresh();
        world.oracle().tally().failures++;
        node.doom();
        for (Story story : world.oracle().stories()) {
            story.credit--;
            story.excused |= story.credit < 0;
            story.beanSpent |= story.owner == node;
        }
    }

    /** The bean goes where it may lie with fragments, or ends, though nobody failed. */
    void beanGone(Story story) {
        refresh(story);
        if (!story.beanSpent && story.last != null) {
            story.credit--;
            story.excused |= story.credit < 0;
            story.beanSpent = true;
        }
        story.owner = null;
    }

    /** A version that was never acknowledged was taken over: nobody has promised that all of it is there. */
    void adopted(Story story) {
        for (Group group : story.layout.groups()) {
            Set<Integer> keepers = new HashSet<>();
            for (FragmentKey key : group.keys(story.id)) {
                int primary = world.master().table().primary(key.slot());
                if (isThere(key) && !world.node(primary).isDoomed()) {
                    keepers.add(primary);
                }
            }
            int spare =
                    keepers.size() - group.scheme().fragments() + group.scheme().losses();
            story.credit = Math.min(story.credit, Math.max(0, spare));
            story.beanSpent = true;
        }
    }

    /** A member has gone by its own will, with the beans that it could not give up. */
    void left(Node node) {
        world.oracle().stories().stream().filter(story -> story.owner == node).forEach(this::beanGone);
    }

    /** Nobody failed, so nothing can be lost yet. */
    private static void spend(Story story, int cost) {
        story.credit = Math.min(story.credit, Math.max(0, story.credit - cost));
    }

    /** A bit of a fragment flips. */
    void flipping(Story story, FragmentKey key) {
        refresh();
        flipped.add(key);
        world.oracle().flipped();
        story.credit--;
    }

    boolean isFlipped(FragmentKey key) {
        return flipped.contains(key);
    }

    /** Slots move. */
    void around(Runnable change) {
        refresh();
        Map<Story, Map<Group, Integer>> before = new HashMap<>();
        world.oracle().stories().forEach(story -> before.put(story, crowds(story)));
        moving = true;
        change.run();
        moving = false;
        for (Story story : world.oracle().stories()) {
            int cost = 0;
            for (Map.Entry<Group, Integer> crowd : crowds(story).entrySet()) {
                cost = Math.max(cost, crowd.getValue() - before.get(story).getOrDefault(crowd.getKey(), 0));
            }
            spend(story, cost);
            int slot = world.slotOf(story.id);
            if (story.isProtected() && world.master().table().primary(slot) != Table.NOBODY) {
                story.credit =
                        Math.min(story.credit, Math.max(0, sound(world.master().table(), slot) - 1));
            }
        }
    }

    /**
     * For each group how many of its fragments are on a member that has another one, or on the owner as long as the bean
     * counts: what nobody counts on cannot be lost. All that the
     * manifest names counts: its owner may have acknowledged the current version and died before anybody heard of it, and
     * the previous one is what is left if the current one is not complete.
     */
    private Map<Group, Integer> crowds(Story story) {
        Map<Group, Integer> crowds = new HashMap<>();
        if (story.isProtected() && story.layout != null) {
            Set<Group> counting = new HashSet<>(story.layout.groups());
            Manifest manifest = world.manifest(story.id);
            if (manifest != null) {
                counting.addAll(manifest.groups());
            }
            Node bean = story.beanSpent ? null : story.owner;
            counting.forEach(group -> crowds.put(group, crowd(story, group, bean)));
        }
        return crowds;
    }

    private int crowd(Story story, Group group) {
        return crowd(story, group, story.owner);
    }

    private int crowd(Story story, Group group, Node bean) {
        Set<Integer> used = new HashSet<>();
        used.add(bean == null ? Table.NOBODY : bean.number());
        int crowd = 0;
        for (FragmentKey key : group.keys(story.id)) {
            if (isThere(key) && !used.add(world.master().table().primary(key.slot()))) {
                crowd++;
            }
        }
        return crowd;
    }

    private int missing(Story story, Group group) {
        int missing = 0;
        for (FragmentKey key : group.keys(story.id)) {
            missing += isThere(key) ? 0 : 1;
        }
        return missing;
    }

    private boolean isThere(FragmentKey key) {
        int primary = world.master().table().primary(key.slot());
        return primary != Table.NOBODY
                && world.node(primary).fragments(key.slot()).containsKey(key);
    }

    /** A commit was acknowledged: what its owner could not know yet weakens it, what it could know must be right. */
    void acknowledged(Story story, Node member, Attempt attempt) {
        boolean informed = attempt.table() == world.master().table().version();
        int weak = 0;
        int losses = story.tolerate - 1;
        for (Group group : story.layout.groups()) {
            int crowd = crowd(story, group);
            if (informed && crowd > 0 && !isAlone(story)) {
                world.oracle()
                        .violated(
                                Invariant.I1,
                                "group " + group.id() + " of " + story.id + " is placed on " + places(group)
                                        + ", its owner is " + attempt.member());
            }
            int excused = excused(attempt, group);
            int missing = missing(story, group);
            if (missing > excused) {
                world.oracle()
                        .violated(
                                Invariant.I1,
                                attempt + " of " + story.id + " was acknowledged, but of group " + group.id() + " on "
                                        + places(group) + " " + missing + " fragments are missing");
            }
            weak = Math.max(weak, crowd + excused);
            losses = Math.min(losses, group.scheme().losses());
        }
        boolean isBeanGone = story.claimed > attempt.epoch() || story.owner.isDoomed();
        int credit = Math.min(losses + (isBeanGone ? 0 : 1) - weak, copies(story, member) - 1);
        if (credit <= story.credit) {
            story.credit = credit;
            story.beanSpent = isBeanGone;
        }
        story.promised = true;
        story.excused |= story.credit < 0;
        if (story.claimed > attempt.epoch()) {
            story.owner = null;
        }
        refresh(story);
    }

    /** On how many sound members the manifest is meant to stand, in truth or as the committing member knows it. */
    private int copies(Story story, Node member) {
        int copies = Integer.MAX_VALUE;
        for (Table table : List.of(member.table(), world.master().table())) {
            copies = Math.min(copies, sound(table, world.slotOf(story.id)));
        }
        return copies;
    }

    /** How many members have a copy of the manifests of a slot, and have not failed. */
    private int sound(Table table, int slot) {
        int sound = 0;
        for (int number : table.replicas()[slot]) {
            sound += world.node(number).isDoomed() ? 0 : 1;
        }
        return sound;
    }

    private boolean isAlone(Story story) {
        return backups(story) == 0;
    }

    /** Members besides the owner that keep slots; one that has just joined has none yet. */
    private int backups(Story story) {
        int count = 0;
        for (int number : world.master().table().members()) {
            if (world.node(number) != story.owner && world.master().table().primaries(number) > 0) {
                count++;
            }
        }
        return count;
    }

    /** Fragments that failed with their keeper while they were on their way there. */
    private int excused(Attempt attempt, Group group) {
        int count = 0;
        for (int index = 0; index < group.scheme().fragments(); index++) {
            int slot = group.slot(index);
            int primary = world.master().table().primary(slot);
            if (primary == Table.NOBODY
                    || world.node(primary).isDoomed()
                    || world.master().lastLoss(slot) > attempt.table()) {
                count++;
            }
        }
        return count;
    }

    /** How many members the session may lose, fully protected as it is. */
    private int promise(Story story) {
        int copies = world.master().table().replicas()[world.slotOf(story.id)].length;
        int promise = Math.min(story.tolerate, copies - 1);
        for (Group group : story.layout.groups()) {
            promise = Math.min(promise, group.scheme().losses() + 1);
        }
        return isAlone(story) ? 0 : promise;
    }

    /** Why the session is not fully protected, apart from flipped bits, which nobody has read; null if it is. */
    String weakness(Story story) {
        return weakness(story, Set.of());
    }

    /** Whether the member that the manifest names runs it. */
    boolean runs(Story story) {
        Manifest manifest = world.manifest(story.id);
        return manifest != null && !manifest.isReleased() && live(manifest) != null;
    }

    private Node owner(Manifest manifest) {
        return world.node(Integer.parseInt(manifest.owner().substring(1)));
    }

    /** The session where its owner runs it, null if it does not. */
    private Live live(Manifest manifest) {
        Node owner = owner(manifest);
        Live live = owner.isDoomed() || owner.application() == null
                ? null
                : owner.application().live(manifest.id());
        return live == null || live.owned.epoch() != manifest.version().epoch() ? null : live;
    }

    private String weakness(Story story, Set<FragmentKey> damaged) {
        Manifest manifest = world.manifest(story.id);
        if (manifest == null || manifest.isReleased()) {
            return "it has no manifest with an owner";
        }
        Node owner = owner(manifest);
        Live live = live(manifest);
        if (live == null) {
            return owner + ", its owner by the manifest, does not run it";
        }
        if (!live.owned.acknowledged().map(story.layout::equals).orElse(false) || story.owner != owner) {
            return "its owner goes by another version";
        }
        boolean inline =
                manifest.current().isInline() && story.layout.isInline(); // then nothing hangs on the older one
        if (!inline && !manifest.current().equals(story.layout) && !story.layout.equals(manifest.previous())) {
            return "its manifest does not name what was acknowledged";
        }
        String copies = weakCopies(story);
        return copies != null ? copies : weakGroups(story, owner, damaged);
    }

    private String weakCopies(Story story) {
        int slot = world.slotOf(story.id);
        int[] nodes = world.master().table().replicas()[slot];
        int want = Math.min(world.scenario().copies(), world.master().keepers().size());
        if (nodes.length < want) {
            return "its manifest has " + nodes.length + " of " + want + " copies";
        }
        Copy first = world.node(nodes[0]).manifests(slot).get(story.id);
        for (int number : nodes) {
            Copy copy = world.node(number).manifests(slot).get(story.id);
            if (world.node(number).isDoomed() || copy == null || !Arrays.equals(copy.bytes(), first.bytes())) {
                return "the copy of its manifest on " + world.node(number) + " is not sound";
            }
        }
        return null;
    }

    private String weakGroups(Story story, Node owner, Set<FragmentKey> damaged) {
        int backups = backups(story);
        int asked = SchemeChoice.choose(story.tolerate, story.layout.length(), backups)
                .tolerates();
        for (Group group : story.layout.groups()) {
            if (group.scheme().losses() + 1 < asked && backups > 0) {
                return "group " + group.id() + " has scheme " + group.scheme();
            }
            if (crowd(story, group) > 0 && backups > 0) {
                return "group " + group.id() + " stands on " + places(group) + ", its owner is " + owner;
            }
            for (FragmentKey key : group.keys(story.id)) {
                boolean isSound = isThere(key)
                        && !world.node(world.master().table().primary(key.slot()))
                                .isDoomed();
                if (!isSound || damaged.contains(key)) {
                    return "fragment " + key + " is missing";
                }
            }
        }
        return null;
    }

    private String places(Group group) {
        StringBuilder places = new StringBuilder();
        for (int index = 0; index < group.scheme().fragments(); index++) {
            int primary = world.master().table().primary(group.slot(index));
            places.append(index == 0 ? "" : ", ").append(primary == Table.NOBODY ? "nobody" : world.node(primary));
        }
        return places.toString();
    }
}
