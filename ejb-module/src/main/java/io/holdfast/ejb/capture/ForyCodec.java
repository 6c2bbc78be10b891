// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.fory.Fory;
import org.apache.fory.logging.LoggerFactory;
import org.apache.fory.resolver.TypeResolver;

/**
 * Apache Fory, several times as fast as Java serialization and more compact, as one object graph, with the
 * {@link AllowList} on both ways. What Fory does not bring back as Java serialization does, is left to that.
 */
public final class ForyCodec implements StateCodec {

    /** How it is chosen. */
    public static final String NAME = "fory";

    /** Fory's own limit for what a stream may claim, 128 MiB, is less than the largest states that are allowed. */
    private static final long MOST_MEMORY = 1L << 30;

    private static final int LONGEST_REASON = 300;

    static {
        LoggerFactory.disableLogging(); // it writes to standard output
    }

    @Override
    public String name() {
        return NAME;
    }

    private ForyCleaner cleaner;

    @Override
    public synchronized OfBean forBean(BeanShape shape) {
        if (cleaner == null) {
            cleaner = new ForyCleaner();
        }
        return new Pool(shape);
    }

    @Override
    public synchronized void close() {
        if (cleaner != null) {
            cleaner.close();
        }
    }

    /** A Fory is one thread's at a time, and it takes milliseconds to make one. */
    private static final class Pool implements OfBean {

        private final BeanShape shape;
        private final Queue<Worker> idle = new ConcurrentLinkedQueue<>();

        Pool(BeanShape shape) {
            this.shape = shape;
        }

        @Override
        public byte[] write(Object[] values) {
            Worker worker = worker();
            byte[] bytes;
            try {
                bytes = inLoader(() -> worker.write(values));
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                throw worker.refused == null
                        ? new CaptureException(
                                "HF3028 the state of bean " + shape.bean().getName() + " cannot be captured by Fory: "
                                        + reason(e),
                                e)
                        : JavaCodec.notAllowed(shape, worker.refused);
            }
            idle.add(worker);
            return bytes;
        }

        @Override
        public Object[] read(byte[] bytes) {
            return DeepStack.call(() -> readHere(bytes));
        }

        private Object[] readHere(byte[] bytes) {
            Worker worker = worker();
            Object[] values;
            try {
                values = inLoader(() -> worker.read(bytes));
            } catch (RuntimeException | LinkageError e) {
                if (root(e) instanceof StackOverflowError shallow) {
                    throw shallow;
                }
                throw worker.refused == null
                        ? new CaptureException(
                                "HF3025 the state of bean " + shape.bean().getName() + " cannot be restored: "
                                        + reason(e),
                                e)
                        : new CaptureException(
                                "HF3024 the state of bean " + shape.bean().getName() + " contains what is refused: "
                                        + worker.refused
                                        + ". If it is yours, name it in holdfast.serialization.allow",
                                e);
            }
            idle.add(worker);
            return values;
        }

        /** Fory's own message has the values in it, which are nobody's business. */
        private static String reason(Throwable failure) {
            String root = root(failure).toString();
            return root.substring(0, Math.min(root.length(), LONGEST_REASON));
        }

        private static Throwable root(Throwable failure) {
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return root;
        }

        /** One that failed is not used again: it may be in the middle of something. */
        private Worker worker() {
            Worker worker = idle.poll();
            return worker == null ? new Worker(shape) : worker;
        }

        /** Code that Fory generates finds the application's classes by the thread's loader. */
        private <T> T inLoader(Supplier<T> work) {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(shape.bean().getClassLoader());
            try {
                return work.get();
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    private static final class Worker {

        private final BeanShape shape;
        private final Fory fory;
        private boolean writing;
        private boolean met;
        private String refused;

        Worker(BeanShape shape) {
            this.shape = shape;
            this.fory = Fory.builder()
                    .withXlang(false)
                    .withRefTracking(true)
                    .withCompatible(true) // classes may change from one version of the application to the next
                    .serializeEnumByName(true)
                    .ignoreTimeRef(false) // a Date that two fields share stays one
                    .requireClassRegistration(false) // instead:
                    .withTypeChecker(this::check)
                    .suppressClassRegistrationWarnings(true)
                    .withAsyncCompilation(false)
                    .withMaxDepth(DeepStack.LEVELS)
                    .withMaxGraphMemoryBytes(MOST_MEMORY)
                    .withClassLoader(shape.bean().getClassLoader())
                    .build();
        }

        /** What is written with a class that was not met before is read once, so that it shows now what could not be. */
        byte[] write(Object[] values) {
            writing = true;
            met = false;
            byte[] bytes = fory.serialize(values);
            writing = false;
            if (met) {
                read(bytes);
            }
            return bytes;
        }

        Object[] read(byte[] bytes) {
            return Objects.requireNonNull((Object[]) fory.deserialize(bytes));
        }

        /** Fory asks once for each class. */
        private boolean check(TypeResolver resolver, String name) {
            met = true;
            boolean allowed = isAllowed(name);
            if (!allowed) {
                refused = name;
            }
            return allowed;
        }

        private boolean isAllowed(String name) {
            Class<?> type;
            try {
                type = Class.forName(name, false, shape.bean().getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                return !writing; // of a newer version, in a field that this one does not have: there is nothing to
                // create
            }
            return shape.allowed().allows(type) && (!writing || comesBack(type));
        }

        /** Whether Fory restores objects of the class as Java serialization does. */
        private static boolean comesBack(Class<?> type) {
            boolean order = LinkedHashMap.class.isAssignableFrom(type) && type != LinkedHashMap.class;
            return !order
                    && (type.isArray()
                            || Serializable.class.isAssignableFrom(type)
                            || Modifier.isAbstract(type.getModifiers()));
        }
    }
}
