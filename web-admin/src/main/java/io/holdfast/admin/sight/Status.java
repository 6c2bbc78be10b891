// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

/** How well a session is protected. */
public enum Status {
    /** Everything is where it should be, and the session tolerates as many lost members as was asked for. */
    PROTECTED,

    /**
     * Nothing is lost, but less is tolerated than was asked for, or a fragment is missing or misplaced, or there is no
     * owner at the moment.
     */
    DEGRADED,

    /** There is no owner, and fewer fragments than the state can be put together from. */
    LOST
}
