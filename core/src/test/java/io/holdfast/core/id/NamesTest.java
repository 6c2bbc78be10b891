// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {

    private static final CheckpointId CART = new CheckpointId("shop", "Zm9vYmFyYmF6cXV4MDEyMz");

    @Test
    void aCheckpointKeyIsReadBack() {
        assertThat(CheckpointId.parse(CART.key())).isEqualTo(CART);
        assertThat(CART).hasToString("shop/Zm9vYmFyYmF6cXV4MDEyMz");
        CheckpointId longest = new CheckpointId("A.z_0-".repeat(10) + "abcd", "x_-9".repeat(16));
        assertThat(CheckpointId.parse(longest.key())).isEqualTo(longest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "shop/", "/s", "shop", "shop/a/b", "sh op/s", "shop/s.", "shop/ü", "shop/s\n", "shop/a@p1"})
    void whatIsNoCheckpointKeyIsRefused(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CheckpointId.parse(key))
                .withMessageStartingWith("HF104");
    }

    @Test
    void aNameThatIsTooLongIsRefusedWithItsValue() {
        String tooLong = "a".repeat(65);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CheckpointId(tooLong, "s"))
                .withMessageStartingWith("HF1041")
                .withMessageContaining(tooLong);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CheckpointId("shop", tooLong))
                .withMessageStartingWith("HF1042")
                .withMessageContaining(tooLong);
    }

    @Test
    void versionsGrowByAttemptAndByOwner() {
        Version first = new Version(1, 0);
        assertThat(first.next()).isEqualTo(new Version(1, 1)).isGreaterThan(first);
        assertThat(first.next().next().claimed()).isEqualTo(new Version(2, 2));
        assertThat(new Version(2, 0)).isGreaterThan(new Version(1, 999));
        assertThat(Version.NONE).isLessThan(first);
        assertThat(first.next()).hasToString("1.1");
    }

    @Test
    void negativeNumbersAreRefused() {
        assertThatThrownBy(() -> new Version(-1, 0)).hasMessageStartingWith("HF1044");
        assertThatThrownBy(() -> new Version(0, -1)).hasMessageStartingWith("HF1044");
        assertThatThrownBy(() -> new GroupId(Version.NONE, -1)).hasMessageStartingWith("HF1045");
        GroupId group = new GroupId(Version.NONE, 0);
        assertThatThrownBy(() -> new FragmentKey(CART, group, -1, 0)).hasMessageStartingWith("HF1006");
        assertThatThrownBy(() -> new FragmentKey(CART, group, 0, -1)).hasMessageStartingWith("HF1006");
    }

    @Test
    void aFragmentNameIsReadBack() {
        FragmentKey key = new FragmentKey(CART, new GroupId(new Version(3, Long.MAX_VALUE), 17), 4, 211);
        assertThat(key.name()).isEqualTo(CART + "/3.9223372036854775807.17/4");
        assertThat(FragmentKey.parse(key.name(), 211)).isEqualTo(key);
        assertThat(key).hasToString(key.name() + "@211");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop/s",
                "shop/s/1.1.0",
                "shop/s/1.1/0",
                "shop/s/1.1.0.0/0",
                "shop/s/1.1.0/x",
                "shop/s/1.1.0/0/0",
                "shop/s/-1.1.0/0",
                "shop/s/1.1.0/-1",
                "shop/s/1.1.99999999999/0",
                "shop/s/1..0/0",
                "s hop/s/1.1.0/0"
            })
    void whatIsNoFragmentNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FragmentKey.parse(name, 0))
                .withMessageStartingWith("HF10");
    }
}
