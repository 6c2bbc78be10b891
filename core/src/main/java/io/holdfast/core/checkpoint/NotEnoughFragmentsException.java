// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

/** A group cannot be put together: fewer fragments were found and valid than it takes. */
public final class NotEnoughFragmentsException extends CheckpointException {

    private static final long serialVersionUID = 1L;

    private final int have;
    private final int need;
    private final int unanswered;

    /**
     * Counts.
     *
     * @param what names the group
     * @param have fragments that were found and valid
     * @param need how many it takes
     * @param unanswered fragments whose keepers did not answer: with them it may still succeed later
     */
    public NotEnoughFragmentsException(String what, int have, int need, int unanswered) {
        super(
                "HF1301 " + what + " needs " + need + " fragments and has " + have
                        + (unanswered == 0
                                ? ": more members were lost at once than the scheme tolerates; the checkpoint is lost"
                                : ", " + unanswered + " did not answer; try again when their members do"),
                null);
        this.have = have;
        this.need = need;
        this.unanswered = unanswered;
    }

    /** Fragments that were found and valid. */
    public int have() {
        return have;
    }

    /** How many it takes. */
    public int need() {
        return need;
    }

    /** Fragments whose keepers did not answer; 0 means that the loss is certain. */
    public int unanswered() {
        return unanswered;
    }
}
