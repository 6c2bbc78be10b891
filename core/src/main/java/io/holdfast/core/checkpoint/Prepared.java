// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

/**
 * A version whose fragments are stored and whose manifest is not published yet: the first half of a commit, made by
 * {@link Distributor#prepare}. It ends with {@link Distributor#publish} or {@link Distributor#abandon}; if its member
 * dies before, the garbage collection removes the fragments.
 */
public final class Prepared {

    final OwnedCheckpoint owned;
    final Draft draft;
    final long lossMark;
    final long until;

    /**
     * Of that checkpoint.
     *
     * @param lossMark losses of slots after it may have hit the draft
     * @param until what the clock shows, nanoseconds, when the garbage collection may soon take the fragments for leftovers
     */
    Prepared(OwnedCheckpoint owned, Draft draft, long lossMark, long until) {
        this.owned = owned;
        this.draft = draft;
        this.lossMark = lossMark;
        this.until = until;
    }
}
