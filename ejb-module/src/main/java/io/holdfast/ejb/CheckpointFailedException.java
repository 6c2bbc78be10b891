// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb;

import jakarta.ejb.ApplicationException;

/**
 * The call was made, but its checkpoint was not: after a failover the session continues without it. The live bean has the
 * change; repeat the call if it may be repeated, or go on: the next checkpoint carries both.
 *
 * <p>The transaction of the call is rolled back; the bean is not destroyed. The message begins with a code.
 */
@ApplicationException(rollback = true)
public class CheckpointFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message that begins with a code, and the cause or null. */
    public CheckpointFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
