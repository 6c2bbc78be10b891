// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleSettingsTest {

    @Test
    void withoutAnyConfigurationTheGridIsThatOfApplicationsWithoutAny() {
        ConsoleSettings settings = read(Map.of());
        assertThat(settings.grid().manifestBackups()).isEqualTo(2);
        assertThat(settings.grid().timeLimit()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.grid().memberName()).isEmpty();
        assertThat(settings.user()).isEqualTo("admin");
        assertThat(settings.password()).isEmpty();
        assertThat(settings.address()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,'',2", "2,'',2", "3,'',3", "4,'',4", "3,1,1", "1,6,6"})
    void manifestsHaveTheBackupsThatApplicationsGiveThem(String tolerate, String backups, int expected) {
        assertThat(read(Map.of("holdfast.tolerate", tolerate, "holdfast.manifest.backups", backups))
                        .grid()
                        .manifestBackups())
                .isEqualTo(expected);
    }

    @Test
    void everythingThatIsConfiguredIsUsed() {
        ConsoleSettings settings = read(Map.of(
                "holdfast.member.name", " n1 ",
                "holdfast.zone", "z",
                "holdfast.operation.limit", "250",
                "holdfast.console.user", "ada",
                "holdfast.console.password", "engine",
                "holdfast.console.url", "https://console.example/holdfast"));
        assertThat(settings.grid().memberName()).isEqualTo("n1");
        assertThat(settings.grid().zone()).isEqualTo("z");
        assertThat(settings.grid().timeLimit()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.user()).isEqualTo("ada");
        assertThat(settings.password()).contains("engine");
        assertThat(settings.address().map(ConsoleAddress::url)).contains("https://console.example/holdfast/");
    }

    @ParameterizedTest
    @CsvSource({
        "holdfast.tolerate, 5",
        "holdfast.tolerate, two",
        "holdfast.manifest.backups, 7",
        "holdfast.operation.limit, 99",
        "holdfast.console.user, a:b",
        "holdfast.console.viewer.user, a:b",
        "holdfast.console.viewer.user, admin",
        "holdfast.console.url, javascript:alert(1)"
    })
    void aValueThatIsNotValidIsNamed(String name, String value) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("HF4002 " + name + " is '" + value + "', must be ");
    }

    @Test
    void thePasswordIsNotInTheText() {
        assertThat(read(Map.of("holdfast.console.password", "engine", "holdfast.console.viewer.password", "engine2"))
                        .toString())
                .doesNotContain("engine");
    }

    private static ConsoleSettings read(Map<String, String> configured) {
        return ConsoleSettings.read(name -> Optional.ofNullable(configured.get(name)));
    }
}
