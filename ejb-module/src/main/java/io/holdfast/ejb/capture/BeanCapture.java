// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import io.holdfast.ejb.FormerName;
import io.holdfast.ejb.capture.RecordFormat.FieldEntry;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Captures and restores the beans of one class: its fields by name, their values by a {@link StateCodec}, references to
 * other checkpointed beans by the names of those. Thread-safe.
 *
 * <p>What the chosen codec cannot write, Java serialization writes, from then on for this class; if that cannot either,
 * its complaint is the one that counts.
 */
public final class BeanCapture {

    private static final Logger LOG = Logger.getLogger("io.holdfast.capture");

    private final Codecs codecs;
    private final BeanReferences references;
    private final BeanShape shape;
    private final List<Field> fields;
    private final Map<String, Field> byName = new HashMap<>();
    private final Map<String, StateCodec.OfBean> ofBean = new ConcurrentHashMap<>();
    private volatile StateCodec writer;

    /**
     * For one bean class.
     *
     * @param configured more classes that the state may contain, or packages with {@code .*} at the end
     */
    public BeanCapture(Class<?> bean, List<String> configured, Codecs codecs, BeanReferences references) {
        this.codecs = codecs;
        this.references = references;
        this.fields = BeanFields.of(bean);
        List<String> names = BeanFields.names(fields);
        this.shape = new BeanShape(bean, names, new AllowList(bean, configured));
        this.writer = codecs.chosen();
        for (Field field : fields) {
            FormerName former = field.getAnnotation(FormerName.class);
            if (former != null) {
                Arrays.stream(former.value()).forEach(name -> byName.put(name, field));
            }
        }
        for (int i = 0; i < names.size(); i++) {
            byName.put(names.get(i), fields.get(i));
        }
    }

    /** The name of the codec that writes now. */
    public String codec() {
        return writer.name();
    }

    /**
     * Whether a container that passivates the bean keeps all of its state: it leaves out the fields of superclasses that
     * are not serializable, as Java serialization does.
     */
    public boolean survivesPassivation() {
        return fields.stream()
                .map(Field::getDeclaringClass)
                .allMatch(type -> type == shape.bean() || Serializable.class.isAssignableFrom(type));
    }

    /**
     * Captures.
     *
     * @param instance one that no other thread uses meanwhile
     * @throws CaptureException if the state cannot be captured, with the class or field that is the cause
     */
    public byte[] capture(Object instance) {
        List<FieldEntry> entries = new ArrayList<>(fields.size());
        Object[] values = new Object[fields.size()];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            Object value = get(fields.get(i), instance);
            Optional<String> reference = references.nameOf(value);
            entries.add(new FieldEntry(shape.fields().get(i), reference.orElse("")));
            if (reference.isEmpty()) {
                values[count++] = value;
            }
        }
        Object[] state = count == values.length ? values : Arrays.copyOf(values, count);
        StateCodec codec = writer;
        byte[] written;
        try {
            written = ofBean(codec).write(state);
        } catch (CaptureException e) {
            if (codec == codecs.java()) {
                throw e;
            }
            codec = codecs.java();
            written = ofBean(codec).write(state);
            writer = codec;
            LOG.log(
                    Level.WARNING,
                    e,
                    () -> "HF3026 bean " + shape.bean().getName()
                            + " is captured by Java serialization from now on, because the codec that is configured cannot");
        }
        byte[] head = RecordFormat.head(codec.name(), entries);
        byte[] record = Arrays.copyOf(head, head.length + written.length);
        System.arraycopy(written, 0, record, head.length, written.length);
        return record;
    }

    /**
     * Puts captured state back into the fields of a new instance. Fields that the record does not have keep their
     * values; those that the class does not have any more are left out.
     *
     * @throws CaptureException if the record cannot be read or contains what is not allowed
     */
    public void restore(Object instance, byte[] record) {
        RecordFormat.Head head;
        try {
            head = RecordFormat.read(record);
        } catch (IOException e) {
            throw unreadable(e.toString(), e);
        }
        StateCodec codec = codecs.named(head.codec());
        if (codec == null) {
            throw unreadable("this member has no codec '" + head.codec() + "'", null);
        }
        Object[] values = ofBean(codec).read(Arrays.copyOfRange(record, head.length(), record.length));
        long wanted =
                head.fields().stream().filter(entry -> entry.bean().isEmpty()).count();
        if (values.length != wanted) {
            throw unreadable(values.length + " values for " + wanted + " fields", null);
        }
        int next = 0;
        for (FieldEntry entry : head.fields()) {
            Field field = byName.get(entry.name());
            if (entry.bean().isEmpty()) {
                Object value = values[next++];
                if (field != null) {
                    set(field, instance, value);
                }
            } else if (field != null) {
                set(field, instance, references.proxy(entry.bean()).orElse(null));
            }
        }
    }

    private StateCodec.OfBean ofBean(StateCodec codec) {
        return ofBean.computeIfAbsent(codec.name(), name -> codec.forBean(shape));
    }

    private static Object get(Field field, Object instance) {
        try {
            return field.get(instance);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e); // BeanFields made it accessible
        }
    }

    private void set(Field field, Object instance, Object value) {
        try {
            field.set(instance, Widening.to(field.getType(), value));
        } catch (IllegalAccessException | IllegalArgumentException | NullPointerException e) {
            throw unreadable("field " + field.getName() + " does not take what was captured: " + e.getMessage(), e);
        }
    }

    private CaptureException unreadable(String why, Throwable cause) {
        return new CaptureException(
                "HF3025 the state of bean " + shape.bean().getName() + " cannot be restored: " + why, cause);
    }
}
