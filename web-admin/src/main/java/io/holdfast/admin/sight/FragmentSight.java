// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

/** What is known of one fragment. */
public enum FragmentSight {
    /** It is there and is the expected one, byte for byte as far as its checksum tells. */
    VALID,

    /** Something is there, but not the expected fragment: bytes changed. It counts as missing. */
    CHANGED,

    /** Its keeper does not have it, or nobody keeps its slot. */
    MISSING,

    /** Its keeper did not answer in time. */
    UNANSWERED
}
