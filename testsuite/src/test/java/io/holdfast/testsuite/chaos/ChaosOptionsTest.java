// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdfast.testsuite.cluster.CommandException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChaosOptionsTest {

    @Test
    void withoutOptionsEverythingMayGoWrong() {
        assertThat(parse(""))
                .isEqualTo(new ChaosOptions(10, 7, 5, 36, EnumSet.allOf(Fault.class), false, Optional.empty()));
    }

    @Test
    void everyOptionIsTaken() {
        assertThat(parse("--schedules 3 --seed 9 --members 6 --carts 12 --faults kill,pause --garbage --json out.json"))
                .isEqualTo(new ChaosOptions(
                        3, 9, 6, 12, EnumSet.of(Fault.KILL, Fault.PAUSE), true, Optional.of(Path.of("out.json"))));
    }

    @ParameterizedTest
    @CsvSource({
        "--schedule 3, HF5130, testsuite/chaos --help",
        "--schedules 0, HF5131, 0",
        "--members 4, HF5131, 5 to",
        "--carts many, HF5131, many",
        "--json, HF5131, needs a value",
        "--faults flood, HF5162, there are kill"
    })
    void whatIsWrongIsRefusedWithTheValue(String line, String code, String part) {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> parse(line))
                .withMessageStartingWith(code)
                .withMessageContaining(part);
    }

    private static ChaosOptions parse(String line) {
        return ChaosOptions.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")), 7);
    }
}
