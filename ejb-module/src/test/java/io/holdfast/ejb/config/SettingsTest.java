// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static Settings with(Map<String, String> values) {
        return new Settings(values.keySet(), name -> Optional.ofNullable(values.get(name)));
    }

    @Test
    void everyDefaultIsValidAndDescribed() {
        with(Map.of());
        assertThat(Setting.values()).allSatisfy(setting -> {
            assertThat(setting.key()).startsWith("holdfast.");
            assertThat(setting.description()).isNotBlank();
        });
        assertThat(Stream.of(Setting.values()).map(Setting::key)).doesNotHaveDuplicates();
    }

    @Test
    void allInvalidValuesAreNamedAtOnce() {
        assertThatThrownBy(() ->
                        with(Map.of("holdfast.tolerate", "9", "holdfast.lease", "soon", "holdfast.shortage", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HF3001")
                .hasMessageContaining("holdfast.tolerate is '9', must be 1 to 4")
                .hasMessageContaining("holdfast.lease is 'soon', must be a whole number")
                .hasMessageContaining("holdfast.shortage is 'x', must be one of [degrade, refuse]");
    }

    @Test
    void manifestsHaveAsManyBackupsAsMembersMayBeLostAndAtLeastTwo() {
        assertThat(with(Map.of()).manifestBackups()).isEqualTo(2);
        assertThat(with(Map.of("holdfast.tolerate", "1")).manifestBackups()).isEqualTo(2);
        assertThat(with(Map.of("holdfast.tolerate", "3")).manifestBackups()).isEqualTo(3);
        assertThat(with(Map.of("holdfast.manifest.backups", "4")).manifestBackups())
                .isEqualTo(4);
    }

    @Test
    void theConsoleIsToldEveryValueButNoSecret() {
        String key = "k1:" + "A".repeat(43) + "=";
        String json = with(Map.of("holdfast.tolerate", "3", "holdfast.encryption.keys", key))
                .toJson("shop", "n1", Map.of("shop.Cart", "4+1"));
        assertThat(json)
                .startsWith(
                        "{\"application\":\"shop\",\"member\":\"n1\",\"settings\":[{\"name\":\"holdfast.application\"")
                .contains("{\"name\":\"holdfast.tolerate\",\"value\":\"3\",\"default\":\"2\",")
                .contains("\"value\":\"(secret)\"")
                .endsWith("],\"pinned\":{\"shop.Cart\":\"4+1\"}}")
                .doesNotContain("AAAA");
        for (Setting setting : Setting.values()) {
            assertThat(json).contains(setting.key());
        }
    }

    @Test
    void aNameThatIsNoSettingIsAnErrorAndTheNearestOneIsNamed() {
        assertThatThrownBy(() -> with(Map.of("holdfast.tolerrate", "2", "holdfast.colour", "red")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HF3001")
                .hasMessageContaining("holdfast.tolerrate is no setting; did you mean holdfast.tolerate?")
                .hasMessageContaining("holdfast.colour is no setting")
                .hasMessageNotContaining("did you mean holdfast.codec?");
    }

    @Test
    void namesOfOtherPartsAndOfOthersAreNotOurs() {
        with(Map.of(
                "holdfast.grid.port", "6900", "holdfast.console.user", "x", "java.version", "17", "holdfastened", "1"));
    }
}
