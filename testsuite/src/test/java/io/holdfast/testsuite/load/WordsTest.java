// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 1_000})
    void textHasItsLengthAndFollowsFromTheSeed(int length) {
        String text = Words.text(new Random(5), length);

        assertThat(text).hasSize(length).matches("[a-z ]*").isEqualTo(Words.text(new Random(5), length));
    }
}
