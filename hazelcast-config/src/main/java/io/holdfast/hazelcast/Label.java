// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

/**
 * What a member says of itself to the others, since attributes of a member cannot be set on a server's running grid.
 *
 * @param name what people call it; empty if it says nothing
 * @param zone its failure domain; empty if it says nothing
 */
record Label(String name, String zone) {

    static final Label NONE = new Label("", "");

    /** Reads {@link #text()} back. */
    static Label parse(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? new Label(text, "") : new Label(text.substring(0, end), text.substring(end + 1));
    }

    /** Both in one text; neither holds a control character. */
    String text() {
        return name + '\n' + zone;
    }
}
