// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

/** State cannot be turned into bytes or back; the message has a code, the class or field, and the cure. */
public final class CaptureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message that begins with a code. */
    public CaptureException(String message, Throwable cause) {
        super(message, cause);
    }
}
