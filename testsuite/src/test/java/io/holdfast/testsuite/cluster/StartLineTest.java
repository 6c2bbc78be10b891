// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartLineTest {

    @TempDir
    private Path directory;

    private Path jar;
    private Path war;

    @BeforeEach
    void files() throws IOException {
        jar = Files.createFile(directory.resolve("payara.jar"));
        war = Files.createFile(directory.resolve("my shop.war"));
    }

    @Test
    void eachMemberHasItsPortsAndKnowsThoseOfAll() {
        List<String> line = line(plan());

        assertThat(line)
                .containsSubsequence("-jar", "launch-micro.jar", "--name", "n2", "--port", "9001")
                .containsSubsequence("--clustermode", "tcpip:127.0.0.1:9100,127.0.0.1:9101,127.0.0.1:9102")
                .containsSubsequence("--startport", "9101")
                .contains("-Dholdfast.member.name=n2", "-Dholdfast.grid.port=9100", "-Dholdfast.grid.ports=3")
                .containsSubsequence("--deploy", war.toString());
    }

    @Test
    void systemPropertiesStandBeforeTheJarAndOptionsAfterIt() {
        List<String> line = line(plan().systemProperty("a", "b c")
                .systemProperty("hazelcast.shutdownhook.policy", "TERMINATE")
                .payaraOptions("--hzconfigfile", "grid.xml")
                .jvmOptions("-Xmx1g"));

        assertThat(line)
                .containsSubsequence("-Xmx1g", "-Da=b c", "-jar", "--hzconfigfile", "grid.xml")
                .contains("-Dhazelcast.shutdownhook.policy=TERMINATE")
                .doesNotContain("-Xmx512m", "-Dhazelcast.shutdownhook.policy=GRACEFUL");
    }

    @Test
    void oneMemberMayRunSomethingElse() {
        ClusterPlan plan = plan().variant("n2", ClusterPlan.Variant.uberJar(jar));

        assertThat(line(plan))
                .containsSubsequence("-jar", jar.toString(), "--name", "n2")
                .doesNotContain("--deploy");
        assertThat(line(plan.variant("n2", ClusterPlan.Variant.of(List.of(war), "--addlibs", "x.jar"))))
                .containsSubsequence("-jar", "launch-micro.jar", "--addlibs", "x.jar", "--deploy", war.toString());
    }

    @Test
    void secretsDoNotStandInTheLine() {
        assertThat(line(plan().environment("HOLDFAST_CONSOLE_PASSWORD", "open sesame")))
                .noneMatch(word -> word.contains("sesame"));
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> new ClusterPlan(3, jar, directory, "/", List.of(directory.resolve("no.war"))))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("HF5031")
                .hasMessageContaining("no.war");
    }

    @Test
    void numberOfMembersIsBounded() {
        assertThatThrownBy(() -> new ClusterPlan(0, jar, directory, "/", List.of()))
                .hasMessageStartingWith("HF5030")
                .hasMessageContaining("0 members");
        assertThatThrownBy(() -> new ClusterPlan(17, jar, directory, "/", List.of()))
                .hasMessageStartingWith("HF5030");
    }

    private ClusterPlan plan() {
        return new ClusterPlan(3, jar, directory, "/shop/api/member", List.of(war));
    }

    private List<String> line(ClusterPlan plan) {
        JavaHome java = new JavaHome(Path.of("/java"), "17");
        return new StartLine(plan, new Ports(9000), java).of(1, new StartLine.Place(directory), List.of());
    }
}
