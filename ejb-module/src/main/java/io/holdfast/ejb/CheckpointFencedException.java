// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb;

import jakarta.ejb.ApplicationException;

/**
 * The session lives on another member now, or was ended: this member's bean is stale and gone. Repeat the call; it will
 * find the session where it is.
 *
 * <p>The transaction of the call is rolled back; the bean is not destroyed. The message begins with a code.
 */
@ApplicationException(rollback = true)
public class CheckpointFencedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message that begins with a code, and the cause or null. */
    public CheckpointFencedException(String message, Throwable cause) {
        super(message, cause);
    }
}
