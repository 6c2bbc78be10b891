// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of one captured bean.
 *
 * <pre>
 *  +-----+-----+--------+-------------+------------+---------+---------------------+-----+
 *  | 'H' | 'B' | format | codec (UTF) | count (u2) | field 0 | ... field count - 1 | ... |
 *  +-----+-----+--------+-------------+------------+---------+---------------------+-----+
 *  field:  name (UTF) | bean (UTF)            the rest: what the codec wrote, to the end
 * </pre>
 *
 * <p>{@code UTF} is two bytes of length and modified UTF-8. A field with a {@code bean} refers to the checkpointed bean of
 * that name; the values of those whose {@code bean} is empty stand, in order, in what the codec wrote.
 */
final class RecordFormat {

    private static final int FORMAT = 1;

    private RecordFormat() {}

    /**
     * One captured field.
     *
     * @param name as it is restored by
     * @param bean the checkpointed bean that it refers to; empty if it has a value
     */
    record FieldEntry(String name, String bean) {}

    /**
     * What stands before the codec's bytes, and where those begin.
     *
     * @param codec which wrote them
     * @param fields in order
     * @param length bytes of all this
     */
    record Head(String codec, List<FieldEntry> fields, int length) {}

    static byte[] head(String codec, List<FieldEntry> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte('H');
            out.writeByte('B');
            out.writeByte(FORMAT);
            out.writeUTF(codec);
            out.writeShort(fields.size());
            for (FieldEntry field : fields) {
                out.writeUTF(field.name());
                out.writeUTF(field.bean());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads what stands before the codec's bytes. */
    static Head read(byte[] record) throws IOException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(record);
        DataInputStream in = new DataInputStream(bytes);
        if (in.readByte() != 'H' || in.readByte() != 'B') {
            throw new IOException("it is no captured bean");
        }
        int format = in.readUnsignedByte();
        if (format != FORMAT) {
            throw new IOException("it has format " + format + ", this release of Holdfast reads " + FORMAT);
        }
        String codec = in.readUTF();
        int count = in.readUnsignedShort();
        List<FieldEntry> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add(new FieldEntry(in.readUTF(), in.readUTF()));
        }
        return new Head(codec, fields, record.length - bytes.available());
    }
}
