// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

/** Texts of others in messages of ours. */
public final class Quoted {

    private static final int LONGEST = 80;

    private Quoted() {}

    /** The text, with a mark for each control character, and cut if it is long. */
    public static String shortened(String text) {
        String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "\u2026";
        return start.replaceAll("\\p{Cntrl}", "\ufffd");
    }
}
