// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.layout;

import io.holdfast.core.erasure.ErasureCode;
import java.util.regex.Pattern;

/**
 * How one redundancy group is protected, in three numbers. {@code 1,0,c} is a mirror, {@code k,0,1} a stripe,
 * {@code k,m,1} parity (RAID 5, 6, triple), {@code k,m,c} mirrored parity (RAID 51, 61).
 *
 * @param data data subsegments, 1 to {@value #MAX_DATA}
 * @param parity parity subsegments, 0 to {@link ErasureCode#MAX_PARITY}
 * @param copies how often each of them is stored, 1 to {@value #MAX_COPIES}
 */
public record Scheme(int data, int parity, int copies) {

    /** A group wider than this gains under 5 % of storage and asks more members for every read. */
    public static final int MAX_DATA = 32;

    /** As many copies as a data grid keeps at most: one and six backups. */
    public static final int MAX_COPIES = 7;

    /** Checks the three numbers. */
    public Scheme {
        check("data", data, 1, MAX_DATA);
        check("parity", parity, 0, ErasureCode.MAX_PARITY);
        check("copies", copies, 1, MAX_COPIES);
    }

    /** The whole state on each of so many members. */
    public static Scheme mirror(int copies) {
        return new Scheme(1, 0, copies);
    }

    /** Data and parity, each once. */
    public static Scheme parity(int data, int parity) {
        return new Scheme(data, parity, 1);
    }

    /** Data and parity subsegments of one copy. */
    public int width() {
        return data + parity;
    }

    /** All fragments of a group, each on a member of its own. */
    public int fragments() {
        return width() * copies;
    }

    /** Bytes stored for each byte of state, headers aside. */
    public double storageRatio() {
        return (double) copies * width() / data;
    }

    /** How many members with fragments of a group can be lost, whichever they are, without losing the group. */
    public int losses() {
        return (parity + 1) * copies - 1;
    }

    /** Bytes of one subsegment of a group: equal parts, padded to whole 64-bit words for the parity arithmetic. */
    public int subsegmentBytes(int groupBytes) {
        int part = (groupBytes + data - 1) / data;
        return (part + 7) & ~7;
    }

    /**
     * Reads a scheme as {@link #toString()} writes it.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static Scheme parse(String text) {
        var matcher =
                Pattern.compile("(\\d{1,2})\\+(\\d)(?:x(\\d))?|mirror x(\\d)").matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "HF1011 scheme '" + text + "' is none; write data+parity, as 4+1 or 2+1x2, or mirror x2");
        }
        if (matcher.group(4) != null) {
            return mirror(Integer.parseInt(matcher.group(4)));
        }
        int copies = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
        return new Scheme(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), copies);
    }

    @Override
    public String toString() {
        if (data == 1 && parity == 0) {
            return "mirror x" + copies;
        }
        return data + "+" + parity + (copies == 1 ? "" : "x" + copies);
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "HF1010 scheme: " + name + " is " + value + ", must be " + least + " to " + most);
        }
    }
}
