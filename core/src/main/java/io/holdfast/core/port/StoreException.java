// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

/** A store could not do what was asked. The subclass says what is known of the outcome. */
public abstract sealed class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Nothing was changed: the store refused, or the request never left. */
    public static final class Refused extends StoreException {
        private static final long serialVersionUID = 1L;

        /** With a message that carries a code. */
        public Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** It may or may not have been changed: an answer was lost, late, or not confirmed by all copies. */
    public static final class Unknown extends StoreException {
        private static final long serialVersionUID = 1L;

        /** With a message that carries a code. */
        public Unknown(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
