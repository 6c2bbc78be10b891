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
import org.junit.jupiter.api.Test;

@SuppressWarnings("UnnecessaryAssignment") // here the test is the container that injects
class JavaCodecTest {

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

    private static byte[] captured(Basket basket) {
        return new JavaCodec(Basket.class, List.of()).capture(basket);
    }

    @Test
    void fieldsOfTheWholeHierarchyComeBackAlsoPrivateAndFinalOnes() {
        Basket before = new Basket("before");
        ((Base) before).count = 7;
        before.lines.add(new Line("HF-1", 2, new BigDecimal("12.30")));
        before.colours.put(Colour.GREEN, 3);
        before.bySku.put("HF-1", before.lines.get(0));
        before.payment = new Voucher(LocalDate.of(2026, 11, 23));

        Basket after = new Basket("after");
        new JavaCodec(Basket.class, List.of()).restore(after, captured(before));

        assertThat(((Base) after).name).isEqualTo("before");
        assertThat(((Base) after).count).isEqualTo(7);
        assertThat(after.lines).isEqualTo(before.lines);
        assertThat(after.colours).isEqualTo(before.colours);
        assertThat(after.payment).isEqualTo(before.payment);
        assertThat(after.bySku.get("HF-1")).as("one graph").isSameAs(after.lines.get(0));
    }

    @Test
    void staticTransientAndInjectedFieldsAreNotState() {
        Basket before = new Basket("x");
        before.collaborator = new Collaborator();
        Basket after = new Basket("y");
        Collaborator injected = new Collaborator();
        after.collaborator = injected;
        Thread worker = after.worker;

        new JavaCodec(Basket.class, List.of()).restore(after, captured(before));

        assertThat(after.collaborator).isSameAs(injected);
        assertThat(after.worker).isSameAs(worker);
        assertThat(BeanFields.of(Basket.class)).extracting("name").doesNotContain("shared", "worker", "collaborator");
    }

    @Test
    void aGeneratedSubclassGivesTheSameBytes() {
        Basket generated = new Basket("x") {};
        assertThat(captured(generated)).isEqualTo(captured(new Basket("x")));
    }

    @Test
    void theSameStateGivesTheSameBytes() {
        assertThat(captured(new Basket("x"))).isEqualTo(captured(new Basket("x")));
    }

    @Test
    void whatIsNotSerializableIsRefusedWithItsFieldAndTheCure() {
        Basket basket = new Basket("x");
        basket.anything = new ArrayList<>(List.of(new Collaborator()));
        assertThatThrownBy(() -> captured(basket))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("HF3021")
                .hasMessageContaining("Basket#anything")
                .hasMessageContaining("Collaborator")
                .hasMessageContaining("transient");
    }

    static final class Unnamed implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aClassThatNoFieldNamesIsRefusedWhenItIsWrittenNotWhenItIsNeeded() {
        Basket basket = new Basket("x");
        basket.anything = new Unnamed();
        assertThatThrownBy(() -> captured(basket))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("HF3023")
                .hasMessageContaining(Unnamed.class.getName())
                .hasMessageContaining("holdfast.serialization.allow");
    }

    @Test
    void configurationAllowsAClassOrAPackage() {
        Basket basket = new Basket("x");
        basket.anything = new Unnamed();
        for (String allowed : List.of(Unnamed.class.getName(), "io.holdfast.ejb.capture.*")) {
            JavaCodec codec = new JavaCodec(Basket.class, List.of(allowed));
            Basket after = new Basket("y");
            codec.restore(after, codec.capture(basket));
            assertThat(after.anything).isInstanceOf(Unnamed.class);
        }
    }

    @Test
    void bytesWithAClassThatIsNotAllowedAreRefusedBeforeItIsCreated() {
        Basket basket = new Basket("x");
        basket.anything = new Unnamed();
        byte[] hostile = new JavaCodec(Basket.class, List.of("io.holdfast.ejb.capture.*")).capture(basket);
        assertThatThrownBy(() -> new JavaCodec(Basket.class, List.of()).restore(new Basket("y"), hostile))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("HF3024");
    }

    @Test
    void aComparatorFromElsewhereInsideAnAllowedCollectionIsRefused() {
        Basket basket = new Basket("x");
        basket.anything = new PriorityQueue<>(Comparator.comparing((Object o) -> o.toString()));
        assertThatThrownBy(() -> captured(basket)).isInstanceOf(CaptureException.class);
    }

    @Test
    void bytesThatAreCutShortAreRefused() {
        byte[] whole = captured(new Basket("x"));
        for (int length = 0; length < whole.length; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> new JavaCodec(Basket.class, List.of()).restore(new Basket("y"), cut))
                    .isInstanceOf(CaptureException.class);
        }
    }

    static class Newer extends Base {
        private final Map<String, String> added = new HashMap<>(Map.of("is", "new"));

        Newer() {
            super("newer");
        }
    }

    @Test
    void aFieldThatTheBytesDoNotHaveKeepsItsValueAndOneThatTheClassLostIsLeftOut() {
        Newer newer = new Newer();
        Basket older = new Basket("older");
        older.lines.add(new Line("HF-1", 1, BigDecimal.ONE));
        new JavaCodec(Newer.class, List.of(Line.class.getName(), Colour.class.getName()))
                .restore(newer, captured(older));
        assertThat(((Base) newer).name).isEqualTo("older");
        assertThat(newer.added).containsEntry("is", "new");
    }
}
