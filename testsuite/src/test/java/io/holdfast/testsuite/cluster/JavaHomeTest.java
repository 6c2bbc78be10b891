// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaHomeTest {

    @TempDir
    private Path directory;

    @Test
    void javaOfThisProcessIsGoodEnough() {
        JavaHome java = JavaHome.at(Path.of(System.getProperty("java.home")));

        assertThat(java.java()).isExecutable();
        assertThat(java.version()).startsWith("" + Runtime.version().feature());
    }

    @Test
    void missingJavaIsNamed() {
        assertThatThrownBy(() -> JavaHome.at(directory))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("HF5020")
                .hasMessageContaining(directory.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_392", "11.0.21", "16", "", "young"})
    void oldJavaIsNamedWithItsVersion(String version) throws IOException {
        installed(version);

        assertThatThrownBy(() -> JavaHome.at(directory))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("HF5021")
                .hasMessageContaining("'" + version + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "17.0.15", "25.0.1", "26-ea"})
    void newJavaIsTaken(String version) throws IOException {
        installed(version);

        assertThat(JavaHome.at(directory).version()).isEqualTo(version);
    }

    private void installed(String version) throws IOException {
        Path java = Files.createDirectories(directory.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(directory.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }
}
