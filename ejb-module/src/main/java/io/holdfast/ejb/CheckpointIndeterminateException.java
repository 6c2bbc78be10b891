// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb;

import jakarta.ejb.ApplicationException;

/**
 * The call was made, and it cannot be known now whether its checkpoint stands: after a failover the session continues
 * with it or without it, never with half of it.
 *
 * <p>The transaction of the call is rolled back; the bean is not destroyed. The message begins with a code.
 */
@ApplicationException(rollback = true)
public class CheckpointIndeterminateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message that begins with a code, and the cause or null. */
    public CheckpointIndeterminateException(String message, Throwable cause) {
        super(message, cause);
    }
}
