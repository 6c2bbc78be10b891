// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasicHeaderTest {

    @Test
    void userAndPasswordAreReadWhateverThePasswordContains() {
        assertThat(BasicHeader.parse("Basic " + encoded("ada:pass:word \u00e4\u20ac")))
                .contains(new BasicHeader("ada", "pass:word \u00e4\u20ac"));
        assertThat(BasicHeader.parse("bAsIc " + encoded(":"))).contains(new BasicHeader("", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic %%%", "Bearer abc", "Basic YWRh", "Digest username=\"a\""})
    void anythingElseIsNone(String header) {
        assertThat(BasicHeader.parse(header)).isEmpty();
    }

    @Test
    void noHeaderIsNone() {
        assertThat(BasicHeader.parse(null)).isEmpty();
    }

    @Test
    void bytesThatAreNotUtf8AreNone() {
        String header = "Basic " + Base64.getEncoder().encodeToString(new byte[] {'a', ':', (byte) 0xff});
        assertThat(BasicHeader.parse(header)).isEmpty();
    }

    @Test
    void anEndlessHeaderIsNone() {
        assertThat(BasicHeader.parse("Basic " + encoded("a:" + "b".repeat(2000))))
                .isEmpty();
    }

    @Test
    void thePasswordIsNotInTheText() {
        assertThat(new BasicHeader("ada", "engine").toString()).doesNotContain("engine");
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
