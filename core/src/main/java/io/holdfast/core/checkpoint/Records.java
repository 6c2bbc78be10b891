// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of a session: one record of bytes for each of its beans, in order. The same beans with the same bytes give
 * the same state, byte for byte.
 *
 * <pre>
 *  'H' 'R' 1 | count | name, length, bytes | name, length, bytes | ...
 * </pre>
 */
public final class Records {

    private static final int FORMAT = 1;
    private static final int MOST_NAME = 512;

    private Records() {}

    /**
     * Writes the records.
     *
     * @param records by the name of the bean, at most {@value #MOST_NAME} bytes in UTF-8
     */
    public static byte[] encode(Map<String, byte[]> records) {
        int size = 16;
        for (var entry : records.entrySet()) {
            size += entry.getKey().length() + entry.getValue().length + 16;
        }
        WireWriter out = new WireWriter(size);
        out.raw('H').raw('R').raw(FORMAT).number(records.size());
        records.forEach((name, bytes) -> out.text(name, MOST_NAME).bytes(bytes));
        return out.toBytes();
    }

    /**
     * Reads the records.
     *
     * @throws UnreadableFormatException if the bytes are not a state
     */
    public static Map<String, byte[]> decode(byte[] state) {
        WireReader in = new WireReader("state", state, 0, state.length);
        if (in.raw() != 'H' || in.raw() != 'R') {
            throw new UnreadableFormatException("HF1121 these bytes are not the state of a session", null);
        }
        int format = in.raw();
        if (format != FORMAT) {
            throw new UnreadableFormatException(
                    "HF1122 the state has format " + format + ", this release reads " + FORMAT
                            + "; run one release of Holdfast on all members",
                    null);
        }
        Map<String, byte[]> records = new LinkedHashMap<>();
        for (int left = in.count(2); left > 0; left--) {
            if (records.put(in.text(MOST_NAME), in.bytes()) != null) {
                throw in.unreadable("a bean stands in it twice");
            }
        }
        in.finish();
        return records;
    }
}
