// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 99})
    void theBoundsOfTheQuantityAreAllowed(int quantity) {
        assertThat(item("a", quantity, "").quantity()).isEqualTo(quantity);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 100})
    void aQuantityOutOfBoundsIsRefused(int quantity) {
        assertRefused("HF5412", () -> item("a", quantity, ""));
    }

    @Test
    void aNoteMayHaveTwoThousandCharactersAndNotOneMore() {
        assertThat(item("a", 1, "n".repeat(2_000)).note()).hasSize(2_000);
        assertRefused("HF5413", () -> item("a", 1, "n".repeat(2_001)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c17-i42", "A.b_c-9", "x"})
    void aReferenceIsLettersDigitsAndAFewSigns(String reference) {
        assertThat(item(reference, 1, "").reference()).isEqualTo(reference);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a b", "a/b", "<b>", "ü"})
    void anyOtherReferenceIsRefused(String reference) {
        assertRefused("HF5411", () -> item(reference, 1, ""));
    }

    @Test
    void aReferenceMayHaveSixtyFourCharactersAndNotOneMore() {
        assertThat(item("r".repeat(64), 1, "").reference()).hasSize(64);
        assertRefused("HF5411", () -> item("r".repeat(65), 1, ""));
    }

    @Test
    void anItemSurvivesSerialization() throws IOException, ClassNotFoundException {
        Item item = item("a", 3, "blau, größer \uD83D\uDE00");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(item);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(item);
        }
    }

    private static Item item(String reference, int quantity, String note) {
        return new Item(reference, "HF-0001", quantity, note, new BigDecimal("2.10"));
    }

    private static void assertRefused(String code, Runnable action) {
        assertThatExceptionOfType(CartException.class).isThrownBy(action::run).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal).hasMessageStartingWith(code + " ");
        });
    }
}
