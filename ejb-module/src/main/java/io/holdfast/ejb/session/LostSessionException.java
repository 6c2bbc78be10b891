// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.ejb.UnknownSessionException;

/** The session's checkpoint is lost: more members failed at once than it tolerates. The message begins with a code. */
public final class LostSessionException extends UnknownSessionException {

    private static final long serialVersionUID = 1L;

    /** With what is missing. */
    LostSessionException(String message, Throwable cause) {
        super(message, cause);
    }
}
