// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfiguredLoginTest {

    private final Login login = new ConfiguredLogin("ada", "engine");

    @Test
    void onlyTheConfiguredUserWithTheConfiguredPasswordIsAccepted() {
        assertThat(login.accepts(new BasicHeader("ada", "engine"))).isTrue();
        assertThat(login.accepts(new BasicHeader("ada", "engines"))).isFalse();
        assertThat(login.accepts(new BasicHeader("ada", ""))).isFalse();
        assertThat(login.accepts(new BasicHeader("eve", "engine"))).isFalse();
        assertThat(login.accepts(new BasicHeader("", ""))).isFalse();
        assertThat(login.accepts(new BasicHeader("engine", "ada"))).isFalse();
    }
}
