// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A rolling upgrade: one version of the classes captures, another one restores, each in a class loader of its own, in both
 * directions, for each codec.
 */
class EvolutionTest {

    @TempDir
    private Path folder;

    private int versions;

    /** A version of the bean {@code Bean} and of its value {@code Value}. */
    private Class<?> version(String bean, String value) throws ReflectiveOperationException {
        Path version = folder.resolve("v" + versions++);
        write(
                version.resolve("Value.java"),
                "public class Value implements java.io.Serializable {"
                        + " private static final long serialVersionUID = 1; " + value + " }");
        write(
                version.resolve("Bean.java"),
                "import io.holdfast.ejb.FormerName; import java.util.*; public class Bean { " + bean + " }");
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        version.toString(),
                        version.resolve("Value.java").toString(),
                        version.resolve("Bean.java").toString());
        assertThat(failed).isZero();
        return Class.forName(
                "Bean",
                true,
                new URLClassLoader(new URL[] {url(version)}, getClass().getClassLoader()));
    }

    private static void write(Path file, String source) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path folder) {
        try {
            return folder.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Captures a new instance of the one version and restores it as the other. */
    private static Object moved(String codec, Class<?> from, Class<?> to) throws ReflectiveOperationException {
        byte[] bytes =
                Samples.capture(codec, from).capture(from.getConstructor().newInstance());
        Object after = to.getConstructor().newInstance();
        Samples.capture(codec, to).restore(after, bytes);
        return after;
    }

    private static Object value(Object object, String... path) throws ReflectiveOperationException {
        Object found = object;
        for (String name : path) {
            Field field = found.getClass().getDeclaredField(name);
            field.setAccessible(true);
            found = field.get(found);
        }
        return found;
    }

    private static final String KEPT = "int kept = 1; ";

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void aFieldThatWasAddedKeepsWhatTheConstructorGaveIt(String codec) throws Exception {
        Class<?> old = version("public int kept = 7;", KEPT);
        Class<?> young = version("public int kept; List<String> added = new ArrayList<>(List.of(\"new\"));", KEPT);
        assertThat(value(moved(codec, old, young), "kept")).isEqualTo(7);
        assertThat(value(moved(codec, old, young), "added")).isEqualTo(List.of("new"));
        assertThat(value(moved(codec, young, old), "kept")).isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void aFieldThatWasRemovedIsLeftOut(String codec) throws Exception {
        Class<?> old = version("public Value removed = new Value(); public int kept = 7;", KEPT);
        Class<?> young = version("public int kept;", KEPT);
        // A field that no version names any more needs its class to be allowed where it still exists
        assertThat(young.getDeclaredFields()).hasSize(1);
        Object after = young.getConstructor().newInstance();
        Samples.capture(codec, young, "Value")
                .restore(
                        after,
                        Samples.capture(codec, old).capture(old.getConstructor().newInstance()));
        assertThat(value(after, "kept")).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void aFieldThatWasRenamedIsFoundByItsFormerName(String codec) throws Exception {
        Class<?> old = version("public String owner = \"Ada\";", KEPT);
        Class<?> young = version("@FormerName({\"customer\", \"owner\"}) public String buyer;", KEPT);
        Class<?> without = version("public String buyer;", KEPT);
        assertThat(value(moved(codec, old, young), "buyer")).isEqualTo("Ada");
        assertThat(value(moved(codec, old, without), "buyer")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void aFieldWhoseTypeWasWidenedTakesTheOldValue(String codec) throws Exception {
        Class<?> old = version(
                "public int a = 5; public Integer b = 6; public float c = 1.5f; public ArrayList<String> d = new ArrayList<>(List.of(\"x\"));",
                KEPT);
        Class<?> young = version("public long a; public Long b; public Double c; public List<String> d;", KEPT);
        Object after = moved(codec, old, young);
        assertThat(value(after, "a")).isEqualTo(5L);
        assertThat(value(after, "b")).isEqualTo(6L);
        assertThat(value(after, "c")).isEqualTo(1.5);
        assertThat(value(after, "d")).isEqualTo(List.of("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void aFieldWhoseTypeWasChangedOtherwiseIsRefusedWithItsName(String codec) throws Exception {
        Class<?> old = version("public String a = \"five\";", KEPT);
        Class<?> young = version("public int a;", KEPT);
        assertThatThrownBy(() -> moved(codec, old, young))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("HF3025")
                .hasMessageContaining("field a ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void aFieldThatMovedToTheSuperclassIsFoundThere(String codec) throws Exception {
        Class<?> old = version("public int moved = 7;", KEPT);
        Class<?> young =
                version("public static class Top { public int moved; } public static class Low extends Top {}", KEPT);
        Class<?> low = young.getDeclaredClasses()[0].getSimpleName().equals("Low")
                ? young.getDeclaredClasses()[0]
                : young.getDeclaredClasses()[1];
        Object after = moved(codec, old, low);
        assertThat(low.getField("moved").get(after)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void aValueMayGainAndLoseFields(String codec) throws Exception {
        String bean = "public Value value = new Value();";
        Class<?> old = version(bean, "int kept = 1; String removed = \"x\";");
        Class<?> young = version(bean, "int kept = 2; java.util.List<String> added = new java.util.ArrayList<>();");
        assertThat(value(moved(codec, old, young), "value", "kept")).isEqualTo(1);
        assertThat(value(moved(codec, young, old), "value", "kept")).isEqualTo(2);
    }

    @Test
    void aValueMayWidenItsNumbersWithFory() throws Exception {
        String bean = "public Value value = new Value();";
        Class<?> old = version(bean, "int a = 5; Integer b = 6; float c = 1.5f;");
        Class<?> young = version(bean, "long a; Long b; double c;");
        Object after = moved("fory", old, young);
        assertThat(value(after, "value", "a")).isEqualTo(5L);
        assertThat(value(after, "value", "b")).isEqualTo(6L);
        assertThat(value(after, "value", "c")).isEqualTo(1.5);
    }

    @Test
    void aValueWidensAndRenamesWithJavaSerializationAsThatWantsIt() throws Exception {
        String bean = "public Value value = new Value();";
        Class<?> old = version(bean, "int a = 5;");
        Class<?> naive = version(bean, "long a;");
        Class<?> careful = version(
                bean,
                "private long b; private static final java.io.ObjectStreamField[] serialPersistentFields ="
                        + " {new java.io.ObjectStreamField(\"a\", int.class)};"
                        + " private void readObject(java.io.ObjectInputStream in) throws Exception { b = in.readFields().get(\"a\", 0); }"
                        + " private void writeObject(java.io.ObjectOutputStream out) throws Exception { out.putFields().put(\"a\", (int) b); out.writeFields(); }");
        assertThatThrownBy(() -> moved("java", old, naive))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("incompatible types for field a");
        assertThat(value(moved("java", old, careful), "value", "b")).isEqualTo(5L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void anEnumMayGainConstantsAnywhere(String codec) throws Exception {
        Class<?> old = version("public enum K { A, B } public K k = K.B;", KEPT);
        Class<?> young = version("public enum K { C, A, B } public K k;", KEPT);
        assertThat(value(moved(codec, old, young), "k")).hasToString("B");
    }

    @Test
    void aRollingChangeOfTheCodecRestoresWhatTheOtherOneWrote() throws Exception {
        Class<?> bean = version("public Value value = new Value(); public int number = 3;", KEPT);
        for (String codec : List.of("java", "fory")) {
            byte[] bytes =
                    Samples.capture(codec, bean).capture(bean.getConstructor().newInstance());
            Object after = bean.getConstructor().newInstance();
            bean.getField("number").set(after, 0);
            Samples.capture(codec.equals("java") ? "fory" : "java", bean).restore(after, bytes);
            assertThat(value(after, "number")).isEqualTo(3);
        }
    }
}
