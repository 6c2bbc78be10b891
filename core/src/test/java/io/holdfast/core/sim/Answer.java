// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

/**
 * What a member answers to an operation.
 *
 * @param kind how it went
 * @param value the result, if it went well
 */
record Answer<T>(Kind kind, T value) {

    /** How it went. */
    enum Kind {
        /** Done. */
        DONE,
        /** Not here or not now. */
        RETRY,
        /** Done here, but not confirmed by all copies. */
        UNCONFIRMED,
        /** Not done. */
        REFUSED
    }

    static <T> Answer<T> done(T value) {
        return new Answer<>(Kind.DONE, value);
    }

    static <T> Answer<T> of(Kind kind) {
        return new Answer<>(kind, null);
    }
}
