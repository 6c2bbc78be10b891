// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import io.holdfast.core.checkpoint.OwnedCheckpoint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A session that a member runs: its bean is {@link #state}. One piece of work at a time. */
final class Live {

    final Story story;
    final OwnedCheckpoint owned;
    final Deque<Supplier<CompletionStage<?>>> waiting = new ArrayDeque<>();

    /** What the bean holds; the checkpoint may be behind it. */
    byte[] state;

    /** The last state that was acknowledged while nothing was in doubt. */
    byte[] settled;

    /** No call gets in any more. */
    boolean closed;

    long confirmedAt;
    private boolean busy;

    Live(Story story, OwnedCheckpoint owned, byte[] state, long now) {
        this.story = story;
        this.owned = owned;
        this.state = state;
        this.confirmedAt = now;
    }

    /** Does this when what is under way has ended. */
    void exclusively(Supplier<CompletionStage<?>> work) {
        waiting.add(work);
        next();
    }

    private void next() {
        if (!busy && !waiting.isEmpty()) {
            busy = true;
            waiting.remove().get().whenComplete((done, failure) -> {
                busy = false;
                next();
            });
        }
    }
}
