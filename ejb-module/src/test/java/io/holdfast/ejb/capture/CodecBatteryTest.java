// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a bean may hold, for each codec: the value comes back equal and of the same class, an object that was reached
 * twice is one again, and the same value gives the same bytes. What Fory leaves to Java serialization is said so here.
 */
@SuppressWarnings({"serial", "JdkObsolete", "UnusedVariable", "JavaUtilDate", "UnnecessaryStringBuilder"
}) // a bean may have what we would not write
class CodecBatteryTest {

    static final class Holder {
        Object first;
        Object second;
    }

    private enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        }
    }

    private record Line(String sku, int quantity, BigDecimal price) implements Serializable {}

    private record Pair<T>(T one, List<T> more) implements Serializable {}

    private static class Base implements Serializable {
        private String name = "of the base";
        private int number = 3;
    }

    private static final class Derived extends Base {
        private final String name;
        private final Colour colour = Colour.GREEN;
        private final Line line = new Line("HF-1", 1, BigDecimal.TEN);

        Derived(String name) {
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Derived that
                    && name.equals(that.name)
                    && ((Base) this).name.equals(((Base) that).name)
                    && ((Base) this).number == ((Base) that).number
                    && colour == that.colour
                    && line.equals(that.line);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    private static class NotSerializable {
        private int made = 1;

        NotSerializable() {}
    }

    private static final class SerializableUnder extends NotSerializable implements Serializable {
        private int own = 2;

        @Override
        public boolean equals(Object other) {
            return other instanceof SerializableUnder that
                    && own == that.own
                    && ((NotSerializable) this).made == ((NotSerializable) that).made;
        }

        @Override
        public int hashCode() {
            return own;
        }
    }

    private static final class Custom implements Serializable {
        private transient int hidden;
        private final int shown;

        Custom(int hidden, int shown) {
            this.hidden = hidden;
            this.shown = shown;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeInt(hidden);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            hidden = in.readInt();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Custom that && hidden == that.hidden && shown == that.shown;
        }

        @Override
        public int hashCode() {
            return shown;
        }
    }

    /** Writes itself. */
    public static final class External implements Externalizable {
        private int value;

        /** As the contract wants it. */
        public External() {}

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeInt(value);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException {
            value = in.readInt();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof External that && value == that.value;
        }

        @Override
        public int hashCode() {
            return value;
        }
    }

    private static final class Only implements Serializable {
        private static final Only ONE = new Only();

        private Object readResolve() {
            return ONE;
        }
    }

    private static final class Replaced implements Serializable {
        private final int value;

        Replaced(int value) {
            this.value = value;
        }

        private Object writeReplace() {
            return new Stand(value);
        }

        private record Stand(int value) implements Serializable {
            private Object readResolve() {
                return new Replaced(value);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Replaced that && value == that.value;
        }

        @Override
        public int hashCode() {
            return value;
        }
    }

    private static final class Backwards implements Comparator<String>, Serializable {
        @Override
        public int compare(String one, String other) {
            return other.compareTo(one);
        }
    }

    private static final class Latest extends LinkedHashMap<String, Integer> {
        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > 2;
        }
    }

    private static final class Named extends ArrayList<String> {
        private final String name = "named";
    }

    private static final class Outer implements Serializable {
        private final int number = 6;
        private final Inner inner = new Inner();

        private final class Inner implements Serializable {
            private int outer() {
                return number;
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Outer that && that.inner.outer() == inner.outer();
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    private static final Comparator<Object> DEEP = (one, other) -> Objects.deepEquals(one, other) ? 0 : 1;

    private static Comparator<Object> by(Function<Object, Object> look) {
        return (one, other) -> look.apply(one).equals(look.apply(other)) ? 0 : 1;
    }

    private static final Comparator<Object> TEXT = by(Object::toString);
    private static final Comparator<Object> SAME = (one, other) -> one == other ? 0 : 1;

    private static <T> T with(T collection, Consumer<T> fill) {
        fill.accept(collection);
        return collection;
    }

    private static Stream<Arguments> values() {
        External external = new External();
        external.value = 8;
        return Stream.of(
                arguments("a boolean", true, DEEP),
                arguments("a char", 'c', DEEP),
                arguments("a long", 5_000_000_000L, DEEP),
                arguments("a double", 0.1, DEEP),
                arguments("a text", "äöü € \uD83D\uDE00", DEEP),
                arguments("bytes", new byte[] {1, 2}, DEEP),
                arguments("ints of ints", new int[][] {{1}, {2, 3}, null}, DEEP),
                arguments("texts with null", new String[] {"a", null}, DEEP),
                arguments("records in an array", new Line[] {new Line("a", 1, BigDecimal.ONE)}, DEEP),
                arguments("an empty array", new Line[0], DEEP),
                arguments("numbers", new Number[] {1, 2L, 0.5}, DEEP),
                arguments("an enum", Colour.RED, SAME),
                arguments("an enum constant with a body", Colour.GREEN, SAME),
                arguments("a record", new Line("a", 1, new BigDecimal("1.20")), DEEP),
                arguments("a generic record", new Pair<>(Colour.RED, List.of(Colour.GREEN)), DEEP),
                arguments("a class hierarchy with the same field name twice", new Derived("of the class"), DEEP),
                arguments("under a class that is not serializable", new SerializableUnder(), DEEP),
                arguments("writeObject and readObject", new Custom(4, 5), DEEP),
                arguments("Externalizable", external, DEEP),
                arguments("readResolve", Only.ONE, SAME),
                arguments("writeReplace", new Replaced(4), DEEP),
                arguments("an inner class", new Outer(), DEEP),
                arguments("a subclass of ArrayList", with(new Named(), list -> list.add("a")), DEEP),
                arguments("ArrayList", new ArrayList<>(List.of("a", "b")), DEEP),
                arguments("LinkedList", new LinkedList<>(List.of("a", "b")), DEEP),
                arguments("Arrays.asList", Arrays.asList("a", null), DEEP),
                arguments("List.of", List.of("a", "b", "c"), DEEP),
                arguments("Set.of", Set.of("a"), DEEP),
                arguments("Map.of", Map.of("a", 1), DEEP),
                arguments("an unmodifiable list", Collections.unmodifiableList(new ArrayList<>(List.of("a"))), DEEP),
                arguments("an unmodifiable map", Collections.unmodifiableMap(new HashMap<>(Map.of("a", 1))), DEEP),
                arguments("a synchronized map", Collections.synchronizedMap(new HashMap<>(Map.of("a", 1))), DEEP),
                arguments("an empty list", Collections.emptyList(), DEEP),
                arguments("a singleton map", Collections.singletonMap("a", 1), DEEP),
                arguments("copies", Collections.nCopies(3, "a"), DEEP),
                arguments("a set from a map", Collections.newSetFromMap(new ConcurrentHashMap<>()), DEEP),
                arguments("EnumMap", new EnumMap<>(Map.of(Colour.GREEN, 3)), DEEP),
                arguments("EnumSet", EnumSet.of(Colour.GREEN), DEEP),
                arguments("an empty EnumSet", EnumSet.noneOf(Colour.class), DEEP),
                arguments("HashMap with null", new HashMap<>(Collections.singletonMap(null, null)), DEEP),
                arguments(
                        "TreeMap with a comparator",
                        with(new TreeMap<>(new Backwards()), map -> {
                            map.put("a", 1);
                            map.put("b", 2);
                        }),
                        TEXT),
                arguments("TreeSet", new TreeSet<>(List.of("b", "a")), DEEP),
                arguments(
                        "LinkedHashMap",
                        with(new LinkedHashMap<>(), map -> {
                            map.put("b", 1);
                            map.put("a", 2);
                        }),
                        TEXT),
                arguments(
                        "a LinkedHashMap that forgets the eldest",
                        with(new Latest(), map -> {
                            map.put("a", 1);
                            map.put("b", 2);
                        }),
                        by(map -> {
                            ((Latest) map).get("a");
                            ((Latest) map).put("c", 3);
                            return Set.copyOf(((Latest) map).keySet());
                        })),
                arguments("LinkedHashSet", new LinkedHashSet<>(List.of("b", "a")), TEXT),
                arguments("HashSet", new HashSet<>(List.of("b", "a")), DEEP),
                arguments("ConcurrentHashMap", new ConcurrentHashMap<>(Map.of("a", 1)), DEEP),
                arguments("ConcurrentSkipListMap", new ConcurrentSkipListMap<>(Map.of("a", 1)), DEEP),
                arguments("CopyOnWriteArrayList", new CopyOnWriteArrayList<>(List.of("a")), DEEP),
                arguments("ArrayDeque", new ArrayDeque<>(List.of("a")), TEXT),
                arguments("PriorityQueue", new PriorityQueue<>(List.of("b", "a")), TEXT),
                arguments("ConcurrentLinkedQueue", new ConcurrentLinkedQueue<>(List.of("a")), TEXT),
                arguments("LinkedBlockingQueue", new LinkedBlockingQueue<>(List.of("a")), TEXT),
                arguments("BitSet", with(new BitSet(), bits -> bits.set(70)), DEEP),
                arguments("Vector", new Vector<>(List.of("a")), DEEP),
                arguments("Hashtable", new Hashtable<>(Map.of("a", 1)), DEEP),
                arguments("Properties", with(new Properties(), all -> all.setProperty("a", "b")), DEEP),
                arguments("IdentityHashMap", with(new IdentityHashMap<>(), map -> map.put(1, "b")), TEXT),
                arguments("BigInteger", new BigInteger("123456789012345678901234567890"), DEEP),
                arguments("BigDecimal", new BigDecimal("12.300"), DEEP),
                arguments("UUID", UUID.fromString("00000000-0000-0001-0000-000000000002"), DEEP),
                arguments("Locale", Locale.GERMANY, DEEP),
                arguments("Currency", Currency.getInstance("EUR"), SAME),
                arguments("Date", new Date(1), DEEP),
                arguments("Calendar", new GregorianCalendar(2026, 10, 24), DEEP),
                arguments("TimeZone", TimeZone.getTimeZone("Europe/Berlin"), DEEP),
                arguments("LocalDate", LocalDate.of(2026, 11, 24), DEEP),
                arguments("LocalTime", LocalTime.of(1, 2, 3, 4), DEEP),
                arguments("LocalDateTime", LocalDateTime.of(2026, 11, 24, 1, 2), DEEP),
                arguments("Instant", Instant.ofEpochSecond(1, 2), DEEP),
                arguments("ZonedDateTime", ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Berlin")), DEEP),
                arguments("OffsetDateTime", OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneOffset.UTC), DEEP),
                arguments("Duration", Duration.ofMillis(5), DEEP),
                arguments("Period", Period.ofDays(3), DEEP),
                arguments("Year", Year.of(5), DEEP),
                arguments("YearMonth", YearMonth.of(2026, 11), DEEP),
                arguments("MonthDay", MonthDay.of(11, 24), DEEP),
                arguments("DayOfWeek", DayOfWeek.MONDAY, SAME),
                arguments("TimeUnit", TimeUnit.DAYS, SAME),
                arguments("AtomicInteger", new AtomicInteger(3), TEXT),
                arguments("AtomicLong", new AtomicLong(3), TEXT),
                arguments("AtomicBoolean", new AtomicBoolean(true), TEXT),
                arguments("AtomicReference", new AtomicReference<>("x"), TEXT),
                arguments("LongAdder", with(new LongAdder(), adder -> adder.add(4)), TEXT),
                arguments("StringBuilder", new StringBuilder("abc"), TEXT),
                arguments("Random", new Random(5), by(random -> random.getClass())));
    }

    /** What Fory 1.6.0 does not bring back as it was: the class of the value, and why. */
    private static final Map<Class<?>, String> LEFT_TO_JAVA = Map.of(
            Latest.class, "becomes one that orders by insertion",
            Random.class, "cannot be read");

    private static Stream<Arguments> codecsAndValues() {
        return Stream.of("java", "fory").flatMap(codec -> values().map(
                        value -> arguments(codec, value.get()[0], value.get()[1], value.get()[2])));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("codecsAndValues")
    void comesBack(String codec, String what, Object value, Comparator<Object> comparison) throws IOException {
        Holder before = new Holder();
        before.first = value;
        before.second = value;
        BeanCapture capture = Samples.capture(codec, Holder.class, CodecBatteryTest.class.getPackageName() + ".*");

        byte[] bytes = capture.capture(before);
        Holder after = new Holder();
        Samples.capture(codec, Holder.class, CodecBatteryTest.class.getPackageName() + ".*")
                .restore(after, bytes);

        assertThat(after.first).isInstanceOf(value.getClass());
        assertThat(after.first.getClass()).isEqualTo(value.getClass());
        if (!(value instanceof Number
                || value instanceof Character
                || value instanceof Boolean
                || value instanceof String)) {
            assertThat(after.second).isSameAs(after.first);
        }
        assertThat(capture.capture(before)).isEqualTo(bytes);
        String wrote = LEFT_TO_JAVA.containsKey(value.getClass()) ? "java" : codec;
        assertThat(RecordFormat.read(bytes).codec()).as(what).isEqualTo(wrote);
        assertThat(comparison.compare(value, after.first))
                .as("%s -> %s", value, after.first)
                .isZero();
    }
}
