// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An application, here a class loader, that has used Fory and ended, is let go of. */
class ForyCleanerTest {

    @Test
    void nothingHoldsOnToTheClassesOfAnApplicationThatHasEnded() throws Exception {
        List<Thread> before = threads().toList(); // other tests of this JVM use Fory too
        WeakReference<ClassLoader> application = used(ClosedLife.class);
        for (int i = 0; i < 50 && application.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(application.get()).isNull();
        assertThat(threads().filter(thread -> !before.contains(thread)))
                .noneMatch(thread -> thread.getContextClassLoader() != null
                        && thread.getContextClassLoader().getClass().getName().startsWith(ForyCleaner.class.getName()));
    }

    @Test
    void anApplicationThatHasNotEndedKeepsTheThread() throws Exception {
        WeakReference<ClassLoader> application = used(OpenLife.class);
        assertThat(threads()
                        .filter(thread -> thread.getContextClassLoader() != null
                                && thread.getContextClassLoader().getClass().getClassLoader() == application.get()))
                .hasSize(1)
                .allMatch(thread -> thread.getName().startsWith("fory"))
                .allMatch(Thread::isDaemon)
                .allSatisfy(Thread::interrupt);
    }

    private static Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream();
    }

    /** Runs a life of an application whose classes are all its own. */
    private static WeakReference<ClassLoader> used(Class<? extends Runnable> life)
            throws ReflectiveOperationException, IOException {
        List<URL> path = new ArrayList<>();
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : all.split(File.pathSeparator)) {
            path.add(url(entry));
        }
        try (URLClassLoader loader =
                new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Runnable run = (Runnable)
                    loader.loadClass(life.getName()).getDeclaredConstructor().newInstance();
            assertThat(run.getClass()).isNotSameAs(life);
            run.run();
            return new WeakReference<>(loader);
        }
    }

    private static URL url(String entry) throws MalformedURLException {
        return Path.of(entry).toUri().toURL();
    }

    /** Captures a bean and brings it back. */
    public static class OpenLife implements Runnable {

        final Codecs codecs = new Codecs(ForyCodec.NAME, OpenLife.class.getClassLoader());

        @Override
        public void run() {
            BeanCapture capture = new BeanCapture(Bean.class, List.of(), codecs, Samples.NO_REFERENCES);
            Bean bean = new Bean();
            bean.items.put("a", new Item("b", 1L, 2L));
            Bean restored = new Bean();
            capture.restore(restored, capture.capture(bean));
            assertThat(restored.items.get("a").name).isEqualTo("b");
            assertThat(restored.items.get("a").numbers).containsExactly(1L, 2L);
        }
    }

    /** The same, and ends. */
    public static class ClosedLife extends OpenLife {
        @Override
        public void run() {
            super.run();
            codecs.close();
        }
    }

    /** No record: the JDK itself keeps the class of the last record that was compared. */
    private static final class Item implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String name;
        private final ArrayList<Long> numbers;

        Item(String name, Long... numbers) {
            this.name = name;
            this.numbers = new ArrayList<>(List.of(numbers));
        }
    }

    static class Bean {
        private final Map<String, Item> items = new LinkedHashMap<>();
    }
}
