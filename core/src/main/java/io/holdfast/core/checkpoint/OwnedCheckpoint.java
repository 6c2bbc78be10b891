// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Scheme;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the owner of a checkpoint knows of it between two commits. Only one operation of the distributor may be under
 * way with it at a time; the accessors may be read from any thread.
 */
public final class OwnedCheckpoint {

    /** What the manifest has room for; no scheme comes near it. */
    private static final int MOST_TOLERATED = 255;

    private final CheckpointId id;
    private final String owner;
    private final int tolerate;
    private final long createdAt;
    private final Set<GroupId> damaged = new HashSet<>();

    /** The bytes that stand in the manifest store, as far as known; null before the first commit. */
    private volatile byte[] standing;

    private volatile Manifest manifest;
    private volatile Layout acknowledged;
    private volatile Version tried;
    private volatile boolean resolved = true;

    /** Whether a manifest of an outcome unknown may still land on the one that stands. */
    private volatile boolean doubtful;

    private volatile boolean fenced;
    private volatile long lossMark;
    private volatile CompletionStage<Void> inspected = CompletableFuture.completedStage(null);
    private volatile Scheme pinned;

    private OwnedCheckpoint(CheckpointId id, String owner, int tolerate, long createdAt, Version tried) {
        this.id = id;
        this.owner = owner;
        this.tolerate = tolerate;
        this.createdAt = createdAt;
        this.tried = tried;
    }

    /**
     * A new checkpoint that stands nowhere yet.
     *
     * @param owner the member that runs the bean
     * @param tolerate how many members at once it shall survive, 1 to {@value #MOST_TOLERATED}
     * @param now epoch milliseconds
     */
    public static OwnedCheckpoint fresh(CheckpointId id, String owner, int tolerate, long now) {
        if (tolerate < 1 || tolerate > MOST_TOLERATED) {
            throw new IllegalArgumentException(
                    "HF1024 tolerate is " + tolerate + ", must be 1 to " + MOST_TOLERATED + " members");
        }
        return new OwnedCheckpoint(id, owner, tolerate, now, new Version(1, 0));
    }

    /**
     * A checkpoint that its owner has just claimed.
     *
     * @param standing the manifest that it published to claim
     * @param bytes the same as bytes
     */
    public static OwnedCheckpoint claimed(Manifest standing, byte[] bytes) {
        OwnedCheckpoint owned = new OwnedCheckpoint(
                standing.id(), standing.owner(), standing.tolerate(), standing.createdAt(), standing.version());
        owned.standing = bytes;
        owned.manifest = standing;
        return owned;
    }

    /** Goes on from the version that was reassembled: it is the acknowledged one now. */
    public void adopt(Reassembler.Reassembled reassembled) {
        acknowledge(reassembled.layout());
        inspected = reassembled.damaged().thenAccept(this::damaged);
    }

    /**
     * Completes when it is known which groups of an adopted version need to be stored again: it may be one that was never
     * acknowledged, with no more fragments than it took to reassemble it.
     */
    CompletionStage<Void> inspected() {
        return inspected;
    }

    /** Whose checkpoint. */
    public CheckpointId id() {
        return id;
    }

    /** The member that runs the bean. */
    public String owner() {
        return owner;
    }

    /** How many members at once it shall survive. */
    public int tolerate() {
        return tolerate;
    }

    /** From now on its states have this scheme. */
    public void pin(Scheme scheme) {
        pinned = scheme;
    }

    Optional<Scheme> pinned() {
        return Optional.ofNullable(pinned);
    }

    /** When the session began, epoch milliseconds. */
    public long createdAt() {
        return createdAt;
    }

    /** The epoch in which this owner publishes. */
    public long epoch() {
        return tried.epoch();
    }

    /** The last acknowledged version, if any. */
    public Optional<Layout> acknowledged() {
        return Optional.ofNullable(acknowledged);
    }

    /** Whether another owner was seen: nothing can be published any more. */
    public boolean isFenced() {
        return fenced;
    }

    /** The manifest that stands in the store, as far as known. */
    public Optional<Manifest> lastManifest() {
        return Optional.ofNullable(manifest);
    }

    Layout fallback() {
        return acknowledged;
    }

    byte[] standing() {
        return standing;
    }

    Manifest manifest() {
        return manifest;
    }

    boolean isResolved() {
        return resolved;
    }

    /**
     * Whether what stands in the store is acknowledged and nothing else is under way. Once nobody knew whether a manifest
     * was published, that one may land as long as the one that it expects stands: until another one is published.
     */
    boolean isSettled() {
        return resolved
                && !doubtful
                && manifest != null
                && acknowledged != null
                && manifest.current().equals(acknowledged);
    }

    Version nextVersion() {
        tried = tried.next();
        return tried;
    }

    /** Whether no later version was tried. */
    boolean isLastTried(Version version) {
        return tried.equals(version);
    }

    long lossMark() {
        return lossMark;
    }

    void lossMark(long mark) {
        lossMark = mark;
    }

    boolean isDamaged(GroupId group) {
        synchronized (damaged) {
            return damaged.contains(group);
        }
    }

    /** These groups have lost fragments: the next commit stores them again. */
    public void damaged(Collection<GroupId> groups) {
        synchronized (damaged) {
            damaged.addAll(groups);
        }
    }

    /** Another manifest stands there than before. */
    void published(Manifest next, byte[] bytes) {
        learned(next, bytes);
        doubtful = false;
    }

    /** This stands there, null if nothing does. */
    void learned(Manifest found, byte[] bytes) {
        standing = bytes;
        manifest = found;
        resolved = true;
    }

    void acknowledge(Layout layout) {
        acknowledged = layout;
        synchronized (damaged) {
            damaged.retainAll(layout.groups().stream().map(group -> group.id()).toList());
        }
    }

    void unresolved() {
        resolved = false;
        doubtful = true;
    }

    void fence() {
        fenced = true;
    }
}
