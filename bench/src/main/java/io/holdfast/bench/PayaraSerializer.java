// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/**
 * Objects as Payara's members write them for each other: the name of an application, which is nobody's here, and the object,
 * each by Java serialization. A member that is no server needs it to be understood in a cluster of Payara.
 */
final class PayaraSerializer implements StreamSerializer<Object> {

    @Override
    public int getTypeId() {
        return 1;
    }

    @Override
    public void write(ObjectDataOutput out, Object object) throws IOException {
        put(out, null);
        put(out, object);
    }

    @Override
    public Object read(ObjectDataInput in) throws IOException {
        take(in);
        return take(in);
    }

    private static void put(ObjectDataOutput out, Object object) throws IOException {
        ObjectOutputStream stream = new ObjectOutputStream((OutputStream) out);
        stream.writeObject(object);
        stream.flush();
    }

    private static Object take(ObjectDataInput in) throws IOException {
        try {
            return new ObjectInputStream((InputStream) in).readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
    }
}
