// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

/**
 * Which part of a list is asked for.
 *
 * @param offset how many to leave out, 0 or more
 * @param limit how many to show at most, 1 to {@value #MOST}
 */
public record Page(int offset, int limit) {

    /** As many as one answer may hold: some 400 KB of JSON. */
    public static final int MOST = 1000;

    /**
     * Reads both numbers.
     *
     * @throws IllegalArgumentException that names the value that is not valid
     */
    public static Page parse(String offset, String limit) {
        return new Page(number("offset", offset, 0, Integer.MAX_VALUE), number("limit", limit, 1, MOST));
    }

    private static int number(String name, String text, int least, int most) {
        if (text.matches("[0-9]{1,10}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return (int) number;
            }
        }
        throw new IllegalArgumentException("HF4010 " + name + " is '" + Quoted.shortened(text)
                + "', must be a whole number, " + least + " to " + most);
    }
}
