// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

/**
 * Bytes are not what they should be: not this format, another version of it, cut short, or changed. Never data.
 */
public final class UnreadableFormatException extends CheckpointException {

    private static final long serialVersionUID = 1L;

    /** With a message that begins with a code, and the cause or null. */
    public UnreadableFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
