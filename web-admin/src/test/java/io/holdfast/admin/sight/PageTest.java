// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @Test
    void theBoundsBelongToTheRange() {
        assertThat(Page.parse("0", "1")).isEqualTo(new Page(0, 1));
        assertThat(Page.parse("2147483647", "1000")).isEqualTo(new Page(Integer.MAX_VALUE, 1000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "+1", "1.5", "1e3", "2147483648", "99999999999999999999", "\u0661", " 1", "x", "\u0000"
            })
    void anOffsetThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Page.parse(text, "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("HF4010 offset is '");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-5", "all"})
    void aLimitThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Page.parse("0", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("HF4010 limit is '" + text + "', must be a whole number, 1 to 1000");
    }

    @Test
    void anEndlessTextIsNotRepeated() {
        assertThatThrownBy(() -> Page.parse("9".repeat(100_000), "1"))
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(200));
    }
}
