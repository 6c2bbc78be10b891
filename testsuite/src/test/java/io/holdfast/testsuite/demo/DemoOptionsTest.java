// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.testsuite.cluster.CommandException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {

    @Test
    void withoutOptionsItIsFiveMembersAndTwoHundredCarts() {
        DemoOptions options = DemoOptions.parse(List.of(), 99);

        assertThat(options.members()).isEqualTo(5);
        assertThat(options.carts()).isEqualTo(200);
        assertThat(options.tolerate()).isEqualTo(2);
        assertThat(options.seed()).isEqualTo(99);
        assertThat(options.keep()).isFalse();
        assertThat(options.json()).isEmpty();
        assertThat(options.port()).isEmpty();
    }

    @Test
    void everyOptionIsTaken() {
        DemoOptions options = DemoOptions.parse(
                List.of(
                        "--members",
                        "4",
                        "--carts",
                        "3",
                        "--tolerate",
                        "1",
                        "--seed",
                        "-5",
                        "--keep",
                        "--json",
                        "a b.json",
                        "--port",
                        "9000"),
                99);

        assertThat(options.members()).isEqualTo(4);
        assertThat(options.carts()).isEqualTo(3);
        assertThat(options.tolerate()).isEqualTo(1);
        assertThat(options.seed()).isEqualTo(-5);
        assertThat(options.keep()).isTrue();
        assertThat(options.json()).contains(Path.of("a b.json"));
        assertThat(options.port()).hasValue(9000);
    }

    @ParameterizedTest
    @CsvSource({
        "--member 3, HF5130, --member",
        "extra, HF5130, extra",
        "--members 1, HF5131, 1",
        "--members 17, HF5131, 17",
        "--members five, HF5131, five",
        "--members, HF5131, needs a value",
        "--carts 0, HF5131, 0",
        "--carts 10001, HF5131, 10001",
        "--tolerate 0, HF5131, 0",
        "--tolerate 5 --members 9, HF5131, 5",
        "--seed 99999999999999999999, HF5131, 99999999999999999999",
        "--port 80, HF5131, 80",
        "--json, HF5131, needs a value",
        "--members 2, HF5132, 3 members or more",
        "--members 3 --tolerate 3, HF5132, 4 members or more"
    })
    void mistakeIsNamedWithItsValue(String line, String code, String said) {
        assertThatThrownBy(() -> DemoOptions.parse(List.of(line.split(" ")), 0))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith(code + " ")
                .hasMessageContaining(said);
    }
}
