// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

/**
 * The checkpoint was certainly not published; the last acknowledged one stands. The live bean is ahead of it: the call
 * may be repeated, or the next call's checkpoint will carry both.
 */
public final class CommitFailedException extends CheckpointException {

    private static final long serialVersionUID = 1L;

    private final boolean byState;

    /** With a message that begins with a code, and the cause or null. */
    public CommitFailedException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private CommitFailedException(String message, Throwable cause, boolean byState) {
        super(message, cause);
        this.byState = byState;
    }

    /** Because of the state: it fails in any cluster, and the next state may not. */
    static CommitFailedException byState(String message) {
        return new CommitFailedException(message, null, true);
    }

    /** Whether the state is the reason, and not what the cluster can do now. */
    public boolean isByState() {
        return byState;
    }
}
