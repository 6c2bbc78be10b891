// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

/** Something about a checkpoint went wrong; the subclass says what is known and so what a caller can do. */
public abstract sealed class CheckpointException extends RuntimeException
        permits CommitFailedException,
                CommitIndeterminateException,
                FencedException,
                NotEnoughFragmentsException,
                UnreadableFormatException {

    private static final long serialVersionUID = 1L;

    /** With a message that begins with a code. */
    CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
