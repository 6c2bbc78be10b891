// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretHashTest {

    private static final String SALT = "AAAAAAAAAAAAAAAAAAAAAA==";
    private static final String HASH = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final SecureRandom random = new SecureRandom();

    @Test
    void onlyTheSecretMatches() {
        SecretHash hash = SecretHash.of("correct horse", random);
        assertThat(hash.matches("correct horse")).isTrue();
        assertThat(hash.matches("correct horsf")).isFalse();
        assertThat(hash.matches("")).isFalse();
        assertThat(hash.matches("\u0000")).isFalse();
    }

    @Test
    void theTextTellsTheHashAndNothingOfTheSecret() {
        SecretHash hash = SecretHash.of("correct horse", random);
        assertThat(hash.text()).doesNotContain("correct").startsWith("pbkdf2-sha256:10000:");
        assertThat(SecretHash.parse(hash.text())).contains(hash);
    }

    @Test
    void theSameSecretIsHashedOtherwiseEachTime() {
        assertThat(SecretHash.of("secret", random).hash())
                .isNotEqualTo(SecretHash.of("secret", random).hash());
    }

    @Test
    void theHashIsThatOfPbkdf2() {
        // As Python computes it: base64(hashlib.pbkdf2_hmac('sha256', b'secret', bytes(16), 10000))
        assertThat(new SecretHash(10_000, SALT, "yNqqTxkfrXNMKh5Oh9ZgPAnAw6ziUGOFqc9K6MDE5vM=").matches("secret"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pbkdf2-sha256",
                "pbkdf2-sha256:9999:" + SALT + ":" + HASH,
                "pbkdf2-sha256:1000001:" + SALT + ":" + HASH,
                "pbkdf2-sha256:99999999999:" + SALT + ":" + HASH,
                "pbkdf2-sha1:10000:" + SALT + ":" + HASH,
                "pbkdf2-sha256:10000:" + SALT + ":",
                "pbkdf2-sha256:10000::" + HASH,
                "pbkdf2-sha256:10000:" + SALT + ":" + HASH + "\n",
                "plain:secret"
            })
    void anyOtherTextIsNone(String text) {
        assertThat(SecretHash.parse(text)).isEmpty();
    }
}
