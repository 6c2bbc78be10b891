// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Scheme;
import io.holdfast.core.layout.Striper;
import io.holdfast.core.port.FragmentStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The answers for one group, as they come in. Thread-safe. */
final class GroupRead {

    /** Completes when enough subsegments or parity are there; fails when every fragment answered and they are not. */
    final CompletableFuture<Void> enough = new CompletableFuture<>();

    /** Completes when every fragment has answered or failed to. */
    final CompletableFuture<Void> all = new CompletableFuture<>();

    private final CheckpointId checkpoint;
    private final Group group;
    private final byte[][] parts;
    private int valid;
    private int bad;
    private int unanswered;
    private int have;

    GroupRead(CheckpointId checkpoint, Group group) {
        this.checkpoint = checkpoint;
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

    int length() {
        return group.length();
    }

    synchronized void join(Striper striper, byte[] target, int at) {
        striper.join(parts, FragmentFormat.HEADER, group.length(), group.scheme(), target, at);
    }
}
