// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb;

import jakarta.ejb.ApplicationException;

/**
 * No session of that id is in the cluster: it has ended, its checkpoint is lost, or the id was never given out. The
 * message begins with a code.
 */
@ApplicationException(inherited = true)
public class UnknownSessionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message that begins with a code, and the cause or null. */
    public UnknownSessionException(String message, Throwable cause) {
        super(message, cause);
    }
}
