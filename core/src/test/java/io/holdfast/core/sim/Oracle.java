// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.ManifestFormat;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.sim.Violation.Invariant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sees every call, every acknowledgement and every recovery, and says when an invariant does not hold. */
final class Oracle {

    private final World world;
    private final Map<CheckpointId, Story> stories = new LinkedHashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Tally tally = new Tally();
    private boolean flipped;

    Oracle(World world) {
        this.world = world;
    }

    Collection<Story> stories() {
        return stories.values();
    }

    List<Violation> violations() {
        return violations;
    }

    Tally tally() {
        return tally;
    }

    void violated(Invariant invariant, String what) {
        world.trace().line("ORACLE", "VIOLATION of " + invariant + ": " + what);
        violations.add(new Violation(invariant, what));
    }

    Story story(CheckpointId id) {
        return stories.get(id);
    }

    Story opened(CheckpointId id, int tolerate) {
        Story story = new Story(id, tolerate);
        stories.put(id, story);
        return story;
    }

    /** Somebody changed bytes of a stored fragment. */
    void flipped() {
        flipped = true;
        tally.flips++;
    }

    Attempt tries(Story story, Node member, long epoch, byte[] state, boolean changes) {
        Attempt attempt = new Attempt(
                ++tally.attempts,
                member.id(),
                epoch,
                state,
                Digest.of(state),
                changes,
                member.table().version());
        story.open.add(attempt);
        story.known.add(attempt.digest());
        if (world.trace().isOn()) {
            world.trace().line(member.id(), "commits " + story.id + " in epoch " + epoch + ": " + attempt);
        }
        return attempt;
    }

    void acknowledged(Story story, Node member, Attempt attempt, Layout layout) {
        tally.acknowledged++;
        trace(attempt.member(), story, "acknowledges ", attempt);
        owns(story, attempt.epoch(), attempt.member());
        if (story.ended) {
            return; // a state that nobody wants any more
        }
        Map.Entry<Long, Attempt> later = story.adopted.higherEntry(attempt.epoch());
        if (later == null) {
            if (story.last == null || attempt.number() > story.last.number()) {
                story.last = attempt;
                story.layout = layout;
                story.owner = member;
                story.open.removeIf(open -> open.number() <= attempt.number());
                world.protection().acknowledged(story, member, attempt);
            }
        } else if (!attempt.changes()) {
            tally.staleAnswers++;
        } else if (!later.getValue().digest().equals(attempt.digest()) && !story.excused && !story.ended) {
            violated(
                    Invariant.I3,
                    attempt + " of " + story.id + " was acknowledged in epoch " + attempt.epoch()
                            + ", though the owner of epoch " + later.getKey() + " had already taken over "
                            + later.getValue());
        }
    }

    /** The commit failed, and certainly was not published. */
    void refused(Story story, Attempt attempt) {
        trace(attempt.member(), story, "could not commit ", attempt);
        tally.refused++;
        story.open.remove(attempt);
    }

    /** The commit failed, and may have been published. */
    void inDoubt(Story story, Attempt attempt, Throwable failure) {
        tally.inDoubt++;
        if (world.trace().isOn()) {
            world.trace().line(attempt.member(), story.id + " " + attempt + " is in doubt: " + failure.getMessage());
        }
    }

    /** All copies of the manifest have this. */
    void published(CheckpointId id, byte[] bytes) {
        Story story = stories.get(id);
        if (bytes == null || story == null) {
            return;
        }
        Manifest manifest = ManifestFormat.decode(id, bytes);
        if (story.ended || manifest.isEnded()) {
            return; // a late first commit may stand, and what follows it
        }
        long epoch = manifest.version().epoch();
        if (epoch < story.published && !story.excused) {
            violated(Invariant.I2, "epoch " + epoch + " of " + id + " was published after " + story.published);
        }
        story.published = Math.max(story.published, epoch);
        if (!manifest.isReleased()) {
            owns(story, epoch, manifest.owner());
        }
    }

    void claimed(Story story, Node member, long epoch) {
        tally.claims++;
        trace(member.id(), story, "claimed in epoch ", epoch);
        owns(story, epoch, member.id());
        if (epoch > story.claimed) {
            story.claimed = epoch;
            world.protection().beanGone(story);
        }
    }

    private void owns(Story story, long epoch, String member) {
        String other = story.owners.putIfAbsent(epoch, member);
        if (other != null && !other.equals(member) && !story.excused && !story.ended) {
            violated(
                    Invariant.I2,
                    "epoch " + epoch + " of " + story.id + " has two owners, " + other + " and " + member);
        }
    }

    /** A new owner has put the state together. */
    void recovered(Story story, Node member, long epoch, byte[] state, Layout layout) {
        tally.recovered++;
        Digest digest = Digest.of(state);
        if (world.trace().isOn()) {
            world.trace().line(member.id(), "recovered " + story.id + " in epoch " + epoch + ": " + World.text(layout));
        }
        if (!story.known.contains(digest)) {
            violated(flipped ? Invariant.I5 : Invariant.I3, story.id + ": nobody ever committed what was recovered");
            return;
        }
        if (isSuperseded(story, epoch)) {
            return;
        }
        boolean isLast = story.last != null && Arrays.equals(story.last.state(), state);
        Attempt found = isLast ? story.last : null;
        for (Attempt open : story.open) {
            found = found == null && Arrays.equals(open.state(), state) ? open : found;
        }
        if (found == null) {
            if (!story.excused) {
                violated(
                        Invariant.I3,
                        story.id + ": recovered " + World.text(layout) + ", the last acknowledged is " + story.last);
            }
            found = new Attempt(++tally.attempts, member.id(), epoch, state, digest, true, 0);
        }
        if (!isLast) {
            tally.inFlightRecovered++;
            story.open.remove(found);
            if (story.last != null) {
                story.open.add(story.last); // still possible, until the new owner has stored what it found
            }
        }
        story.last = found;
        story.layout = layout;
        story.owner = member;
        story.adopted.put(epoch, found);
        if (!isLast) {
            world.protection().adopted(story);
        }
    }

    /** Whether somebody else has claimed it meanwhile, or its user ended it. */
    private boolean isSuperseded(Story story, long epoch) {
        Manifest truth = world.manifest(story.id);
        return epoch < story.claimed
                || story.ended
                || (truth != null && truth.version().epoch() > epoch);
    }

    /** The fragments that it takes are certainly not there. */
    void lost(Story story, Node member, long epoch, Throwable failure) {
        if (isSuperseded(story, epoch)) {
            return;
        }
        if (world.trace().isOn()) {
            world.trace().line(member.id(), story.id + " is lost: " + failure.getMessage());
        }
        if (story.isProtected() && !isDegraded(story)) {
            violated(
                    Invariant.I1,
                    story.id + " tolerates " + story.tolerate + " and could lose " + story.credit
                            + " more members, but: " + failure.getMessage());
        } else {
            tally.lostBeyondPromise++;
        }
    }

    /** Whether the version that stands was stored with less than was asked for, because there were too few members. */
    private boolean isDegraded(Story story) {
        Manifest manifest = world.manifest(story.id);
        return manifest != null
                && manifest.current().groups().stream()
                        .anyMatch(group -> group.scheme().losses() + 1 < story.tolerate);
    }

    /** The fragments that it takes are there, but make no state. */
    void unreadable(Story story, Throwable failure) {
        if (!story.excused) {
            violated(flipped ? Invariant.I5 : Invariant.I3, story.id + ": " + failure.getMessage());
        }
    }

    /** Its user wants it to end. */
    void ending(Story story) {
        story.ended = true;
    }

    /**
     * A first commit expects nothing, so one that arrives again, or is tried again by an owner who never learned that it
     * was published, sets its manifest again after the end of the session. It is ended with its owner. This is a limit of
     * the engine.
     */
    private static boolean isLateFirst(Story story, Manifest manifest) {
        return story.ended
                && manifest.version().epoch() == 1
                && manifest.fallback().isEmpty();
    }

    /** It has ended: its manifest is gone, unless a member that was cut off believes its own copy. */
    void ended(Story story, Node member, long epoch) {
        trace(member.id(), story, "ended in epoch ", epoch);
        tally.ended++;
        story.ended = true;
        Manifest manifest = world.manifest(story.id);
        if (manifest != null && manifest.version().epoch() <= epoch && !isLateFirst(story, manifest)) {
            violated(Invariant.I4, story.id + " was ended in epoch " + epoch + ", but its manifest still stands");
        }
    }

    private void trace(String member, Story story, String what, Object which) {
        if (world.trace().isOn()) {
            world.trace().line(member, story.id + " " + what + which);
        }
    }
}
