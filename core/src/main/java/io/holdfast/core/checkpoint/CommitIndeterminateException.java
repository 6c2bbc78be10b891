// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

/**
 * It cannot be known now whether the checkpoint was published. After a failover the session continues with it or with
 * the last acknowledged one. The owner finds out before its next commit.
 */
public final class CommitIndeterminateException extends CheckpointException {

    private static final long serialVersionUID = 1L;

    /** With a message that begins with a code, and the cause or null. */
    public CommitIndeterminateException(String message, Throwable cause) {
        super(message, cause);
    }
}
