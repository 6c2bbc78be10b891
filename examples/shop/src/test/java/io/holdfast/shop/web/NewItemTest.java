// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewItemTest {

    @Test
    void aRequestIsRead() throws IOException {
        assertThat(read("{'reference':'a','sku':'HF-0001','quantity':2,'note':'größer'}"))
                .isEqualTo(new NewItem("a", "HF-0001", 2, "größer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'note':null", ",'note':'','else':1"})
    void theNoteMayBeMissingAndOtherMembersAreIgnored(String rest) throws IOException {
        assertThat(read("{'reference':'a','sku':'HF-0001','quantity':2" + rest + "}")
                        .note())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "1", "{'reference':'a'", "null"})
    void whatIsNoJsonObjectIsRefused(String body) {
        assertRefused(body, "HF5406");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'sku':'x','quantity':1} | no \"reference\"; it must be a text",
                "{'reference':7,'sku':'x','quantity':1} | \"reference\" must be a text, and is of type NUMBER",
                "{'reference':'a','quantity':1} | no \"sku\"; it must be a text",
                "{'reference':'a','sku':'x'} | no \"quantity\"; it must be a whole number",
                "{'reference':'a','sku':'x','quantity':'1'} | \"quantity\" must be a whole number, and is of type STRING",
                "{'reference':'a','sku':'x','quantity':1.5} | \"quantity\" must be a whole number",
                "{'reference':'a','sku':'x','quantity':4294967297} | \"quantity\" must be a whole number that fits",
                "{'reference':'a','sku':'x','quantity':1,'note':[]} | \"note\" must be a text, and is of type ARRAY",
            })
    void aMemberThatIsMissingOrOfAnotherTypeIsNamed(String body, String message) {
        assertRefused(body, message);
    }

    @Test
    void theLongestNoteFitsEvenIfEachCharacterIsEscaped() throws IOException {
        String note = "\\u00e4".repeat(2_000);

        assertThat(read("{'reference':'a','sku':'x','quantity':1,'note':'" + note + "'}")
                        .note())
                .hasSize(2_000);
    }

    @Test
    void aLongerRequestIsRefused() {
        assertRefused("{'note':'" + "n".repeat(NewItem.MAX_BYTES) + "'}", "HF5405");
    }

    private static void assertRefused(String body, String message) {
        assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> read(body)).withMessageContaining(message);
    }

    /** JSON with ' for ", which reads better in Java. */
    private static NewItem read(String json) throws IOException {
        return NewItem.read(new ByteArrayInputStream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }
}
