// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Java serialization as one object graph, with an {@link AllowList} on both ways: what could not be read after a failover
 * is refused when it is written.
 */
public final class JavaCodec implements StateCodec {

    /** How it is chosen. */
    public static final String NAME = "java";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public OfBean forBean(BeanShape shape) {
        return new Serialization(shape);
    }

    private static final class Serialization implements OfBean {

        private final BeanShape shape;

        /** Classes that were read back after they had been written the first time. */
        private final Set<Class<?>> proven = ConcurrentHashMap.newKeySet();

        Serialization(BeanShape shape) {
            this.shape = shape;
        }

        @Override
        public byte[] write(Object[] values) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
            Set<Class<?>> met = new HashSet<>();
            int field = 0;
            try (Output out = new Output(bytes, shape, met)) {
                out.writeInt(values.length);
                for (; field < values.length; field++) {
                    out.writeObject(values[field]);
                }
                if (out.failing) {
                    throw new NotSerializableException("java.io.IOException");
                }
            } catch (NotSerializableException e) {
                throw new CaptureException(
                        "HF3021 " + shape.field(field) + " contains a " + e.getMessage()
                                + ", which is not serializable; make it Serializable, or the field transient",
                        e);
            } catch (IOException e) {
                throw new CaptureException(
                        "HF3022 " + shape.field(field) + " cannot be captured: " + e.getMessage(), e);
            } catch (StackOverflowError e) {
                throw new CaptureException(
                        "HF3027 " + shape.field(field)
                                + " is nested too deeply to be captured; keep long chains in a collection",
                        e);
            }
            byte[] written = bytes.toByteArray();
            if (!proven.containsAll(met)) {
                read(written); // what could not be read after a failover shall fail now
                proven.addAll(met);
            }
            return written;
        }

        @Override
        public Object[] read(byte[] bytes) {
            return DeepStack.call(() -> readHere(bytes));
        }

        private Object[] readHere(byte[] bytes) {
            try (Input in = new Input(new ByteArrayInputStream(bytes), shape, bytes.length)) {
                int count = in.readInt();
                if (count < 0 || count > bytes.length) {
                    throw new IOException(count + " fields in " + bytes.length + " bytes");
                }
                Object[] values = new Object[count];
                for (int i = 0; i < count; i++) {
                    values[i] = in.readObject();
                }
                return values;
            } catch (InvalidClassException e) {
                throw new CaptureException(
                        "HF3024 the state of bean " + shape.bean().getName() + " contains what is refused: "
                                + e.getMessage() + ". If it is yours, name it in holdfast.serialization.allow",
                        e);
            } catch (IOException | ClassNotFoundException | RuntimeException e) {
                // A readObject method of the application may throw anything
                throw new CaptureException(
                        "HF3025 the state of bean " + shape.bean().getName() + " cannot be restored: " + e, e);
            }
        }
    }

    private static final class Output extends ObjectOutputStream {
        private final BeanShape shape;
        private final Set<Class<?>> met;
        private boolean failing;

        Output(OutputStream out, BeanShape shape, Set<Class<?>> met) throws IOException {
            super(out);
            this.met = met;
            this.shape = shape;
        }

        @Override
        protected void annotateClass(Class<?> type) {
            // The serializer writes its own failure into the stream before it throws it; that must come through.
            failing |= IOException.class.isAssignableFrom(type);
            if (!failing && !shape.allowed().allows(type)) {
                throw notAllowed(shape, type.getName());
            }
            met.add(type);
        }

        @Override
        protected void annotateProxyClass(Class<?> type) {
            throw notAllowed(shape, type.getName());
        }
    }

    /** No field names the class. */
    static CaptureException notAllowed(BeanShape shape, String type) {
        return new CaptureException(
                "HF3023 the state of bean " + shape.bean().getName() + " contains a " + type
                        + ", which none of its fields names; name it in holdfast.serialization.allow",
                null);
    }

    private static final class Input extends ObjectInputStream {
        private final BeanShape shape;

        Input(InputStream in, BeanShape shape, int length) throws IOException {
            super(in);
            this.shape = shape;
            setObjectInputFilter(shape.allowed().filter(length));
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            Class<?> type = load(description);
            if (!shape.allowed().allows(type)) {
                throw new InvalidClassException(type.getName());
            }
            return type;
        }

        private Class<?> load(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, shape.bean().getClassLoader());
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
