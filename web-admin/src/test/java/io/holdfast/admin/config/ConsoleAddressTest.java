// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080/holdfast/",
                "https://console.example/",
                "https://console.example:8443/ops/tools/holdfast/",
                "http://[2001:db8::1]:8080/holdfast/",
                "http://n1/"
            })
    void anAddressIsTakenAsItIs(String text) {
        assertThat(ConsoleAddress.parse(text).map(ConsoleAddress::url)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "javascript:alert(1)//",
                "ftp://host/",
                "http://",
                "http:///holdfast/",
                "http://user:secret@host/",
                "http://host/?q=1/",
                "http://host/#x/",
                "http://host:port/",
                "http://host:123456/",
                "http://host/../other/",
                "http://host/./",
                "http://host//holdfast/",
                "http://ho st/",
                "http://host/%2e%2e/",
                "http://host\n/",
                "http://h\u00f6st/",
                "http://-host/",
                "http://<script>/"
            })
    void whatMightBeAnythingElseIsNone(String text) {
        assertThat(ConsoleAddress.parse(text)).isEmpty();
    }

    @Test
    void anAddressHasALimit() {
        assertThat(ConsoleAddress.parse("http://host/" + "a/".repeat(400))).isEmpty();
    }

    @Test
    void aRequestTellsTheAddress() {
        assertThat(ConsoleAddress.of("http", "127.0.0.1", 18080, "/holdfast").map(ConsoleAddress::url))
                .contains("http://127.0.0.1:18080/holdfast/");
        assertThat(ConsoleAddress.of("https", "2001:db8::1", 443, "").map(ConsoleAddress::url))
                .contains("https://[2001:db8::1]:443/");
    }

    @Test
    void aForgedHostIsNoAddress() {
        assertThat(ConsoleAddress.of("http", "evil/x?", 80, "/holdfast")).isEmpty();
        assertThat(ConsoleAddress.of("http", "a@evil", 80, "/holdfast")).isEmpty();
    }
}
