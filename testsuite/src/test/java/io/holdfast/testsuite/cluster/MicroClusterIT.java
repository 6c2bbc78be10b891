// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real Payara Micro processes with an application that is one static page. */
class MicroClusterIT {

    private static final Path PAYARA = Path.of("target", "payara-micro.jar");
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir
    private Path temporary;

    private Path directory;
    private Path war;

    @BeforeEach
    void page() throws IOException {
        directory = Files.createDirectory(temporary.resolve("a place with blanks"));
        war = directory.resolve("page.war");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
            zip.putNextEntry(new ZipEntry("index.html"));
            zip.write("<title>here</title>".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void membersAreKilledPausedStoppedAndRestarted() throws IOException {
        MicroCluster cluster = new MicroCluster(plan(2));
        try (cluster) {
            cluster.start();
            MicroMember first = cluster.members().get(0);
            MicroMember second = cluster.members().get(1);
            assertThat(cluster.ready()).isEqualTo(2);
            assertThat(Files.readString(second.log())).contains("n1", "n2");

            long before = first.pid();
            first.kill9();
            assertThat(first.alive()).isFalse();
            assertThat(ProcessHandle.of(before)).isEmpty();
            first.restart();
            first.waitUntilReady(LIMIT);
            assertThat(first.pid()).isNotEqualTo(before);

            second.pause();
            assertThat(second.alive()).isTrue();
            assertThatThrownBy(() -> second.waitUntilReady(Duration.ofSeconds(3)))
                    .hasMessageStartingWith("HF5041");
            second.resume();
            second.waitUntilReady(LIMIT);

            second.stop(LIMIT);
            assertThat(second.alive()).isFalse();
            assertThat(first.alive()).isTrue();
        }
        assertThat(cluster.members()).noneMatch(MicroMember::alive);
        cluster.deleteFiles();
        assertThat(directory.resolve("members")).doesNotExist();
    }

    @Test
    void memberThatEndsWhileItStartsIsShownWithTheEndOfItsLog() {
        try (MicroCluster cluster = new MicroCluster(plan(1).payaraOptions("--nosuchoption"))) {
            assertThatThrownBy(cluster::start)
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith("HF5040 n1 ended while it started.")
                    .hasMessageContaining("nosuchoption");
            assertThat(cluster.members()).noneMatch(MicroMember::alive);
        }
    }

    private ClusterPlan plan(int members) {
        return new ClusterPlan(members, PAYARA, directory.resolve("members"), "/page/", List.of(war)).startLimit(LIMIT);
    }
}
