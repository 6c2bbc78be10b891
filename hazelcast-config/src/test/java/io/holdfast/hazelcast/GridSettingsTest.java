// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GridSettingsTest {

    private final GridSettings settings = GridSettings.defaults();

    @Test
    void byDefaultManifestsSurviveTwoLosses() {
        assertThat(settings.manifestBackups()).isEqualTo(2);
        assertThat(settings.memberName()).isEmpty();
        assertThat(settings.zone()).isEmpty();
    }

    @Test
    void aChangedCopyDiffersInThatValueOnly() {
        GridSettings changed = settings.withMemberName("n1")
                .withZone("east")
                .withManifestBackups(3)
                .withMaps("f", "m")
                .withTimeLimit(Duration.ofSeconds(1));
        assertThat(changed).isEqualTo(new GridSettings("n1", "east", 3, "f", "m", Duration.ofSeconds(1)));
    }

    @Test
    void aNameIsOneLineAndNotEndless() {
        for (String bad : List.of("two\nlines", "x".repeat(129))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings.withMemberName(bad))
                    .withMessageContaining("HF2001")
                    .withMessageContaining(bad);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings.withZone(bad))
                    .withMessageContaining("HF2002");
        }
        assertThat(settings.withMemberName("Käfer 7").memberName()).isEqualTo("Käfer 7");
    }

    @Test
    void hazelcastKeepsAtMostSixBackups() {
        for (int bad : new int[] {-1, 7}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings.withManifestBackups(bad))
                    .withMessageContaining("HF2003 " + bad);
        }
        assertThat(settings.withManifestBackups(6).manifestBackups()).isEqualTo(6);
    }

    @Test
    void mapsHaveSimpleAndDifferentNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withMaps("a b", "m"))
                .withMessageContaining("HF2004");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withMaps("f", ""))
                .withMessageContaining("HF2005");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withMaps("same", "same"))
                .withMessageContaining("HF2005");
    }

    @Test
    void theTimeLimitIsNeitherNothingNorForEver() {
        for (Duration bad : List.of(Duration.ZERO, Duration.ofMillis(99), Duration.ofMinutes(6))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings.withTimeLimit(bad))
                    .withMessageContaining("HF2006");
        }
    }
}
