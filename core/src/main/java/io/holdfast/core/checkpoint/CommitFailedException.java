// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

/**
 * The checkpoint was certainly not published; the last acknowledged one stands. The live bean is ahead of it: the call
 * may be repeated, or the next call's checkpoint will carry both.
 */
public final class CommitFailedException extends CheckpointException {

    private static final long serialVersionUID = 1L;

    /** With a message that begins with a code, and the cause or null. */
    public CommitFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
