// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeysTest {

    @ParameterizedTest
    @ValueSource(strings = {"8e03978e-40d5-43dd", "\"8e03978e-40d5-43dd\"", "  8e03978e-40d5-43dd "})
    void aHeaderHasItsKeyWithQuotationMarksOrWithout(String header) {
        assertThat(IdempotencyKeys.ofHeader(header)).hasValue("8e03978e-40d5-43dd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "a b", "\"a", "a\"", "a\\b", "ä", "a\nb"})
    void whatIsNoKeyIsRefused(String header) {
        assertThat(IdempotencyKeys.ofHeader(header)).isEmpty();
    }

    @Test
    void aKeyHasAtMost128Characters() {
        assertThat(IdempotencyKeys.isOne("k".repeat(128))).isTrue();
        assertThat(IdempotencyKeys.isOne("k".repeat(129))).isFalse();
    }
}
