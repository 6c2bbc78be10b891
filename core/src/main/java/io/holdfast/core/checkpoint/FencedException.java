// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

/**
 * Another member owns the checkpoint now, or it was ended. This member's bean is stale: it must be discarded, and the
 * call repeated where the session lives.
 */
public final class FencedException extends CheckpointException {

    private static final long serialVersionUID = 1L;

    /** With a message that begins with a code, and the cause or null. */
    public FencedException(String message, Throwable cause) {
        super(message, cause);
    }
}
