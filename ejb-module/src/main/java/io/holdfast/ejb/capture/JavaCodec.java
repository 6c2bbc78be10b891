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
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Java serialization of the fields of a bean, as one object graph, with an {@link AllowList} on both ways: what could
 * not be read after a failover is refused when it is written.
 */
public final class JavaCodec implements StateCodec {

    private final Class<?> bean;
    private final List<Field> fields;
    private final AllowList allowed;

    /**
     * For one bean class.
     *
     * @param configured more classes that the state may contain, or packages with {@code .*} at the end
     */
    public JavaCodec(Class<?> bean, List<String> configured) {
        this.bean = bean;
        this.fields = BeanFields.of(bean);
        this.allowed = new AllowList(bean, configured);
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public byte[] capture(Object instance) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        String current = "";
        try (Output out = new Output(bytes)) {
            out.writeInt(fields.size());
            for (Field field : fields) {
                current = BeanFields.name(field);
                out.writeUTF(current);
                out.writeObject(field.get(instance));
            }
            if (out.failing) {
                throw new NotSerializableException("java.io.IOException");
            }
        } catch (NotSerializableException e) {
            throw new CaptureException(
                    "HF3021 field " + current + " of bean " + bean.getName() + " contains a " + e.getMessage()
                            + ", which is not serializable; make it Serializable, or the field transient",
                    e);
        } catch (IOException | IllegalAccessException e) {
            throw new CaptureException(
                    "HF3022 field " + current + " of bean " + bean.getName() + " cannot be captured: " + e.getMessage(),
                    e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void restore(Object instance, byte[] bytes) {
        Map<String, Field> byName = new HashMap<>();
        fields.forEach(field -> byName.put(BeanFields.name(field), field));
        try (Input in = new Input(new ByteArrayInputStream(bytes))) {
            for (int left = in.readInt(); left > 0; left--) {
                String name = in.readUTF();
                Object value = in.readObject();
                Field field = byName.get(name);
                if (field != null) {
                    field.set(instance, value);
                }
            }
        } catch (InvalidClassException e) {
            throw new CaptureException(
                    "HF3024 the state of bean " + bean.getName() + " contains what is refused: " + e.getMessage()
                            + ". If it is yours, name it in holdfast.serialization.allow",
                    e);
        } catch (IOException | ReflectiveOperationException | IllegalArgumentException e) {
            throw new CaptureException(
                    "HF3025 the state of bean " + bean.getName() + " cannot be restored: " + e.getMessage(), e);
        }
    }

    private final class Output extends ObjectOutputStream {
        private boolean failing;

        Output(OutputStream out) throws IOException {
            super(out);
        }

        @Override
        protected void annotateClass(Class<?> type) {
            // The serializer writes its own failure into the stream before it throws it; that must come through.
            failing |= IOException.class.isAssignableFrom(type);
            if (!failing && !allowed.allows(type)) {
                throw new CaptureException(
                        "HF3023 the state of bean " + bean.getName() + " contains a " + type.getName()
                                + ", which none of its fields names; name it in holdfast.serialization.allow",
                        null);
            }
        }
    }

    private final class Input extends ObjectInputStream {
        Input(InputStream in) throws IOException {
            super(in);
            setObjectInputFilter(allowed);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, bean.getClassLoader());
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
