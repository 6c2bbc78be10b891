// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;

/**
 * Java serialization of one value, such as a result, with an {@link AllowList} on both ways. Thread-safe.
 */
public final class ValueCodec {

    private final ClassLoader loader;
    private final AllowList allowed;

    /** Values of what the list allows, of classes that the loader knows. */
    public ValueCodec(ClassLoader loader, AllowList allowed) {
        this.loader = loader;
        this.allowed = allowed;
    }

    /**
     * To bytes.
     *
     * @throws CaptureException if it is not serializable, or not allowed
     */
    public byte[] encode(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new CaptureException("HF3091 a " + value.getClass().getName() + " is not serializable: " + e, e);
        }
        byte[] encoded = bytes.toByteArray();
        decode(encoded); // what cannot be read later is refused now
        return encoded;
    }

    /**
     * From bytes.
     *
     * @throws CaptureException if they contain what is not allowed, or cannot be read
     */
    public Object decode(byte[] bytes) {
        try (Input in = new Input(new ByteArrayInputStream(bytes), bytes.length)) {
            return in.readObject();
        } catch (InvalidClassException e) {
            throw new CaptureException(
                    "HF3092 a value contains what is refused: " + e.getMessage()
                            + ". If it is yours, name it in holdfast.serialization.allow",
                    e);
        } catch (IOException | ClassNotFoundException e) {
            throw new CaptureException("HF3093 a value cannot be read: " + e.getMessage(), e);
        }
    }

    private final class Input extends ObjectInputStream {
        Input(InputStream in, int length) throws IOException {
            super(in);
            setObjectInputFilter(allowed.filter(length));
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
            throw new InvalidClassException("a dynamic proxy of " + String.join(", ", interfaces));
        }
    }
}
