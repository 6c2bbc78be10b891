// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class ConfiguredLoginTest {

    private final Login login = new ConfiguredLogin("ada", "engine", new SecureRandom());

    @Test
    void onlyTheConfiguredUserWithTheConfiguredPasswordIsAccepted() {
        assertThat(login.accepts(new BasicHeader("ada", "engine"))).isTrue();
        assertThat(login.accepts(new BasicHeader("ada", "engines"))).isFalse();
        assertThat(login.accepts(new BasicHeader("ada", ""))).isFalse();
        assertThat(login.accepts(new BasicHeader("eve", "engine"))).isFalse();
        assertThat(login.accepts(new BasicHeader("", ""))).isFalse();
        assertThat(login.accepts(new BasicHeader("engine", "ada"))).isFalse();
    }

    @Test
    void theConfigurationMayHoldTheHashInsteadOfThePassword() {
        // openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt pass:engine -kdfopt
        // hexsalt:000102030405060708090a0b0c0d0e0f
        //     -kdfopt iter:210000 -binary PBKDF2 | base64
        String hash = "pbkdf2-sha256:210000:AAECAwQFBgcICQoLDA0ODw==:+QUcAtO3BRvH8s8gBidiEVHr2XVr+6X/XV4LE+lH2p4=";
        Login hashed = new ConfiguredLogin("ada", hash, new SecureRandom());
        assertThat(ConfiguredLogin.isHash(hash)).isTrue();
        assertThat(hashed.accepts(new BasicHeader("ada", "engine"))).isTrue();
        assertThat(hashed.accepts(new BasicHeader("ada", hash))).isFalse();
    }
}
