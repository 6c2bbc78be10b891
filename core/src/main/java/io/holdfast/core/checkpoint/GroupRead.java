// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Scheme;
import io.holdfast.core.layout.Striper;
import io.holdfast.core.port.FragmentStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The answers for one group, as they come in. Thread-safe. */
final class GroupRead {

    /** More choices than any scheme without copies has; a forger must not make a reader work for ever. */
    private static final int MOST_TRIES = 1000;

    /** Completes when enough subsegments or parity are there; fails when every fragment answered and they are not. */
    final CompletableFuture<Void> enough = new CompletableFuture<>();

    /** Completes when every fragment has answered or failed to. */
    final CompletableFuture<Void> all = new CompletableFuture<>();

    private final CheckpointId checkpoint;
    private final Group group;
    private final byte[][] parts;

    /** All that are valid, by index, where the bytes are encrypted: only the tag tells that one was forged. */
    private final byte[][] candidates;

    private final Optional<Seal> seal;
    private int valid;
    private int bad;
    private int unanswered;
    private int have;
    private int tries;

    GroupRead(CheckpointId checkpoint, Group group, Optional<Seal> seal) {
        this.checkpoint = checkpoint;
        this.seal = seal;
        this.candidates = new byte[seal.isPresent() ? group.scheme().fragments() : 0][];
        this.group = group;
        this.parts = new byte[group.scheme().width()][];
    }

    void start(FragmentStore fragments) {
        for (int index = 0; index < group.scheme().fragments(); index++) {
            int asked = index;
            fragments.get(group.key(checkpoint, index)).whenComplete((found, failure) -> answer(asked, found, failure));
        }
    }

    private void answer(int index, Optional<byte[]> found, Throwable failure) {
        boolean usable = failure == null
                && found.isPresent()
                && FragmentFormat.isValid(checkpoint, group, index, found.orElseThrow());
        Scheme scheme = group.scheme();
        boolean reached;
        boolean last;
        synchronized (this) {
            if (failure != null) {
                unanswered++;
            } else if (!usable) {
                bad++;
            } else {
                valid++;
                if (seal.isPresent()) {
                    candidates[index] = found.orElseThrow();
                }
                int part = index % scheme.width();
                if (parts[part] == null && have < scheme.data()) {
                    parts[part] = found.orElseThrow();
                    have++;
                }
            }
            reached = have == scheme.data();
            last = valid + bad + unanswered == scheme.fragments();
        }
        if (reached) {
            enough.complete(null);
        } else if (last) {
            enough.completeExceptionally(new NotEnoughFragmentsException(
                    "group " + group.id() + " of " + checkpoint, have, scheme.data(), unanswered));
        }
        if (last) {
            all.complete(null);
        }
    }

    /** A fragment that did not answer may never have been stored: only the owner's next commit can make sure. */
    synchronized boolean isDamaged() {
        return bad + unanswered > 0;
    }

    GroupId id() {
        return group.id();
    }

    /** Bytes of the group in the state. */
    int length() {
        return group.length() - (seal.isPresent() ? Layout.SEALING : 0);
    }

    /** Joins the first fragments that came; answers false if they do not open, because one of them was forged. */
    synchronized boolean join(Striper striper, byte[] target, int at) {
        return join(striper, parts, target, at);
    }

    /**
     * Joins any other fragments, when all have answered.
     *
     * @throws UnreadableFormatException if none that are enough open
     */
    synchronized void joinOthers(Striper striper, byte[] target, int at) {
        bad++;
        tries = 0;
        if (!joinOthers(striper, new byte[parts.length][], 0, 0, target, at)) {
            throw seal.orElseThrow().broken(Draft.groupName(group.id()));
        }
    }

    /** Every choice of {@code data} valid fragments of different parts, in turn. */
    private boolean joinOthers(Striper striper, byte[][] chosen, int from, int count, byte[] target, int at) {
        if (count == group.scheme().data()) {
            return join(striper, chosen, target, at);
        }
        for (int index = from; index < candidates.length && tries < MOST_TRIES; index++) {
            int part = index % parts.length;
            if (candidates[index] != null && chosen[part] == null) {
                chosen[part] = candidates[index];
                if (joinOthers(striper, chosen, index + 1, count + 1, target, at)) {
                    return true;
                }
                chosen[part] = null;
            }
        }
        return false;
    }

    private boolean join(Striper striper, byte[][] from, byte[] target, int at) {
        if (seal.isEmpty()) {
            striper.join(from, FragmentFormat.HEADER, group.length(), group.scheme(), target, at);
            return true;
        }
        tries++;
        byte[] sealed = new byte[group.length()];
        striper.join(from, FragmentFormat.HEADER, group.length(), group.scheme(), sealed, 0);
        return seal.orElseThrow().open(Draft.groupName(group.id()), sealed, target, at);
    }
}
