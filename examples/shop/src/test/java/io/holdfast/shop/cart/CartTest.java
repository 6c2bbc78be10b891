// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.shop.catalogue.Catalogue;
import io.holdfast.shop.catalogue.Product;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CartTest {

    private static final String LINE = "HF-0001";
    private static final String ANCHOR = "HF-0002";

    private final Cart cart = new Cart(
            new Catalogue(List.of(
                    new Product(LINE, "Dock line", "Rope", new BigDecimal("2.10"), "Nylon."),
                    new Product(ANCHOR, "Anchor", "Ground tackle", new BigDecimal("139.00"), "Digs."))),
            new Prices());

    @Test
    void aNewCartIsEmpty() {
        assertThat(cart.items()).isEmpty();
    }

    @Test
    void anItemKeepsItsNoteAndThePriceOfTheCatalogue() {
        cart.add("a", LINE, 3, "with an eye");

        assertThat(cart.items()).containsExactly(new Item("a", LINE, 3, "with an eye", new BigDecimal("2.10")));
    }

    @Test
    void addingAnswersWhatTheCartComesTo() {
        cart.add("a", LINE, 1, "");

        assertThat(cart.add("b", ANCHOR, 1, ""))
                .isEqualTo(new Totals(
                        2,
                        new BigDecimal("141.10"),
                        new BigDecimal("0.00"),
                        new BigDecimal("6.90"),
                        new BigDecimal("148.00")));
    }

    @Test
    void theSameProductTwiceIsTwoLinesInTheirOrder() {
        cart.add("b", LINE, 1, "");
        cart.add("a", LINE, 1, "");

        assertThat(cart.items()).extracting(Item::reference).containsExactly("b", "a");
    }

    @Test
    void aRepeatedReferenceChangesNothingAndAnswersTheSame() {
        Totals first = cart.add("a", LINE, 1, "");

        assertThat(cart.add("a", ANCHOR, 7, "else")).isEqualTo(first);
        assertThat(cart.items()).extracting(Item::sku).containsExactly(LINE);
    }

    @Test
    void anUnknownProductIsRefusedAndTheCartIsAsBefore() {
        cart.add("a", LINE, 1, "");

        assertRefused("HF5410", () -> cart.add("b", "HF-9999", 1, ""));
        assertThat(cart.items()).hasSize(1);
    }

    @Test
    void aValueOutOfItsBoundsIsRefusedAndTheCartIsAsBefore() {
        assertRefused("HF5411", () -> cart.add("a b", LINE, 1, ""));
        assertRefused("HF5412", () -> cart.add("a", LINE, 100, ""));
        assertRefused("HF5413", () -> cart.add("a", LINE, 1, "n".repeat(2_001)));
        assertThat(cart.items()).isEmpty();
    }

    @Test
    void afterTheLastLineTheCartIsFullButARepeatedReferenceIsStillAnswered() {
        for (int i = 0; i < Cart.MAX_LINES; i++) {
            cart.add("r" + i, LINE, 1, "");
        }

        assertRefused("HF5414", () -> cart.add("more", LINE, 1, ""));
        assertThat(cart.add("r0", LINE, 1, "").lines()).isEqualTo(500);
    }

    @Test
    void aRemovedLineIsGoneAndItsReferenceIsFree() {
        cart.add("a", LINE, 1, "");
        cart.add("b", ANCHOR, 1, "");

        assertThat(cart.remove("a").lines()).isEqualTo(1);
        cart.add("a", LINE, 9, "again");
        assertThat(cart.items()).extracting(Item::reference).containsExactly("b", "a");
    }

    @Test
    void removingWhatIsNotThereChangesNothing() {
        cart.add("a", LINE, 1, "");

        assertThat(cart.remove("b").lines()).isEqualTo(1);
    }

    @Test
    void theLinesThatWereAnsweredDoNotChangeWithTheCart() {
        cart.add("a", LINE, 1, "");
        List<Item> before = cart.items();
        cart.remove("a");

        assertThat(before).hasSize(1);
        assertThatThrownBy(before::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void addsAndRemovesInAnyOrderAgreeWithAMap() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<String, Integer> expected = new LinkedHashMap<>();
        for (int step = 0; step < 2_000; step++) {
            String reference = "r" + random.nextInt(40);
            if (random.nextInt(3) == 0) {
                cart.remove(reference);
                expected.remove(reference);
            } else {
                int quantity = 1 + random.nextInt(99);
                cart.add(reference, LINE, quantity, "");
                expected.putIfAbsent(reference, quantity);
            }
        }
        Map<String, Integer> actual = new LinkedHashMap<>();
        cart.items().forEach(item -> actual.put(item.reference(), item.quantity()));

        assertThat(actual.entrySet()).as("seed %d", seed).containsExactlyElementsOf(expected.entrySet());
    }

    private static void assertRefused(String code, Runnable action) {
        assertThatExceptionOfType(CartException.class)
                .isThrownBy(action::run)
                .extracting(CartException::code)
                .isEqualTo(code);
    }
}
