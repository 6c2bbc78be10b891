// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("UnnecessaryAssignment") // here the test is the container that injects
class BeanCaptureTest {

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        }
    }

    record Line(String sku, int quantity, BigDecimal price) implements Serializable {}

    sealed interface Payment extends Serializable permits Card, Voucher {}

    record Card(String number) implements Payment {}

    record Voucher(LocalDate until) implements Payment {}

    static final class Collaborator {}

    static class Base {
        private final String name;
        private int count;

        Base(String name) {
            this.name = name;
        }
    }

    static class Basket extends Base {
        static String shared = "static";
        private final List<Line> lines = new ArrayList<>();
        private final Map<Colour, Integer> colours = new EnumMap<>(Colour.class);
        private final Map<String, Line> bySku = new ConcurrentHashMap<>();
        private Payment payment;
        private Object anything;
        private transient Thread worker = new Thread();

        @Inject
        private Collaborator collaborator;

        Basket(String name) {
            super(name);
        }
    }

    private static byte[] captured(String codec, Basket basket) {
        return Samples.capture(codec, Basket.class).capture(basket);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void fieldsOfTheWholeHierarchyComeBackAlsoPrivateAndFinalOnes(String codec) {
        Basket before = new Basket("before");
        ((Base) before).count = 7;
        before.lines.add(new Line("HF-1", 2, new BigDecimal("12.30")));
        before.colours.put(Colour.GREEN, 3);
        before.bySku.put("HF-1", before.lines.get(0));
        before.payment = new Voucher(LocalDate.of(2026, 11, 23));

        Basket after = new Basket("after");
        Samples.capture(codec, Basket.class).restore(after, captured(codec, before));

        assertThat(((Base) after).name).isEqualTo("before");
        assertThat(((Base) after).count).isEqualTo(7);
        assertThat(after.lines).isEqualTo(before.lines);
        assertThat(after.colours).isEqualTo(before.colours);
        assertThat(after.payment).isEqualTo(before.payment);
        assertThat(after.bySku.get("HF-1")).as("one graph").isSameAs(after.lines.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void staticTransientAndInjectedFieldsAreNotState(String codec) {
        Basket before = new Basket("x");
        before.collaborator = new Collaborator();
        Basket after = new Basket("y");
        Collaborator injected = new Collaborator();
        after.collaborator = injected;
        Thread worker = after.worker;

        Samples.capture(codec, Basket.class).restore(after, captured(codec, before));

        assertThat(after.collaborator).isSameAs(injected);
        assertThat(after.worker).isSameAs(worker);
        assertThat(BeanFields.of(Basket.class)).extracting("name").doesNotContain("shared", "worker", "collaborator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void aGeneratedSubclassGivesTheSameBytes(String codec) {
        Basket generated = new Basket("x") {};
        assertThat(captured(codec, generated)).isEqualTo(captured(codec, new Basket("x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void theSameStateGivesTheSameBytes(String codec) {
        assertThat(captured(codec, new Basket("x"))).isEqualTo(captured(codec, new Basket("x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void whatIsNotSerializableIsRefusedWithItsFieldAndTheCure(String codec) {
        Basket basket = new Basket("x");
        basket.anything = new ArrayList<>(List.of(new Collaborator()));
        assertThatThrownBy(() -> captured(codec, basket))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("HF3021")
                .hasMessageContaining("field anything of bean " + Basket.class.getName())
                .hasMessageContaining("Collaborator")
                .hasMessageContaining("transient");
    }

    static final class Unnamed implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void aClassThatNoFieldNamesIsRefusedWhenItIsWrittenNotWhenItIsNeeded(String codec) {
        Basket basket = new Basket("x");
        basket.anything = new Unnamed();
        assertThatThrownBy(() -> captured(codec, basket))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("HF3023")
                .hasMessageContaining(Unnamed.class.getName())
                .hasMessageContaining("holdfast.serialization.allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void configurationAllowsAClassOrAPackage(String codec) {
        Basket basket = new Basket("x");
        basket.anything = new Unnamed();
        for (String allowed : List.of(Unnamed.class.getName(), "io.holdfast.ejb.capture.*")) {
            BeanCapture capture = Samples.capture(codec, Basket.class, allowed);
            Basket after = new Basket("y");
            capture.restore(after, capture.capture(basket));
            assertThat(after.anything).isInstanceOf(Unnamed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void bytesWithAClassThatIsNotAllowedAreRefusedBeforeItIsCreated(String codec) {
        Basket basket = new Basket("x");
        basket.anything = new Unnamed();
        byte[] hostile = Samples.capture(codec, Basket.class, "io.holdfast.ejb.capture.*")
                .capture(basket);
        assertThatThrownBy(() -> Samples.capture(codec, Basket.class).restore(new Basket("y"), hostile))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("HF3024");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void aComparatorFromElsewhereInsideAnAllowedCollectionIsRefused(String codec) {
        Basket basket = new Basket("x");
        basket.anything = new PriorityQueue<>(Comparator.comparing((Object o) -> o.toString()));
        assertThatThrownBy(() -> captured(codec, basket)).isInstanceOf(CaptureException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void bytesThatAreCutShortAreRefused(String codec) {
        byte[] whole = captured(codec, new Basket("x"));
        for (int length = 0; length < whole.length; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Samples.capture(codec, Basket.class).restore(new Basket("y"), cut))
                    .isInstanceOf(CaptureException.class);
        }
    }

    static class Newer extends Base {
        private final Map<String, String> added = new HashMap<>(Map.of("is", "new"));

        Newer() {
            super("newer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void aFieldThatTheBytesDoNotHaveKeepsItsValueAndOneThatTheClassLostIsLeftOut(String codec) {
        Newer newer = new Newer();
        Basket older = new Basket("older");
        older.lines.add(new Line("HF-1", 1, BigDecimal.ONE));
        Samples.capture(codec, Newer.class, Line.class.getName(), Colour.class.getName())
                .restore(newer, captured(codec, older));
        assertThat(((Base) newer).name).isEqualTo("older");
        assertThat(newer.added).containsEntry("is", "new");
    }
}
