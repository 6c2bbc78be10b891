// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb;

import jakarta.ejb.ApplicationException;

/**
 * A call with an idempotency key was refused and changed nothing: the key was used for another call before, or the call
 * was applied before and its result is not kept. The message begins with a code.
 */
@ApplicationException(rollback = true)
public class IdempotencyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message that begins with a code, and the cause or null. */
    public IdempotencyException(String message, Throwable cause) {
        super(message, cause);
    }
}
