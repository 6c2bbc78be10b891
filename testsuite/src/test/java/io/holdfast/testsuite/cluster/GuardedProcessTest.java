// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedProcessTest {

    private static final long LONG_ENOUGH = 60; // seconds; a limit against a hanging test, nothing is measured
    private static final List<String> SLEEP = List.of("sleep", "600");

    @TempDir
    private Path directory;

    /** Started as a JVM of its own: starts what the arguments say, and waits to be killed. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            GuardedProcess process = GuardedProcess.start(SLEEP, Map.of(), directory, directory.resolve("log"));
            if (arguments[1].equals("release")) {
                process.release();
            }
            System.out.println(process.pid());
            Thread.sleep(Duration.ofMinutes(5).toMillis());
        }
    }

    @Test
    void processDiesWhenItsStarterIsKilled() throws Exception {
        Process parent = parent("keep");
        ProcessHandle child = childOf(parent);

        parent.destroyForcibly().waitFor();

        child.onExit().get(LONG_ENOUGH, TimeUnit.SECONDS);
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void pausedProcessDiesWhenItsStarterIsKilled() throws Exception {
        Process parent = parent("keep");
        ProcessHandle child = childOf(parent);
        assertThat(new ProcessBuilder("kill", "-STOP", "" + child.pid()).start().waitFor())
                .isZero();

        parent.destroyForcibly().waitFor();

        child.onExit().get(LONG_ENOUGH, TimeUnit.SECONDS);
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void releasedProcessLivesOn() throws Exception {
        Process parent = parent("release");
        ProcessHandle child = childOf(parent);
        try {
            parent.destroyForcibly().waitFor();

            CompletableFuture<ProcessHandle> end = child.onExit();
            assertThat(end.completeOnTimeout(null, 2, TimeUnit.SECONDS).get()).isNull();
            assertThat(child.isAlive()).isTrue();
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void identifierIsThatOfTheProgramItself() throws IOException {
        GuardedProcess process = start(List.of("sh", "-c", "echo $$ $HOLDFAST_WORD; pwd"));

        assertThat(process.ended(Duration.ofSeconds(LONG_ENOUGH))).isTrue();
        assertThat(Files.readAllLines(directory.resolve("log")))
                .containsExactly(process.pid() + " a b", directory.toRealPath().toString());
    }

    @Test
    void killEndsAPausedProcess() throws IOException {
        GuardedProcess process = start(SLEEP);
        process.signal("STOP");

        process.kill();

        assertThat(process.alive()).isFalse();
        process.kill(); // again: nothing happens
        process.signal("TERM");
    }

    @Test
    void signalThatIsNoneIsNamed() throws IOException {
        GuardedProcess process = start(SLEEP);
        try {
            assertThatThrownBy(() -> process.signal("NONSENSE"))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("HF5002")
                    .hasMessageContaining("SIGNONSENSE");
        } finally {
            process.kill();
        }
    }

    private GuardedProcess start(List<String> command) throws IOException {
        return GuardedProcess.start(command, Map.of("HOLDFAST_WORD", "a b"), directory, directory.resolve("log"));
    }

    private Process parent(String word) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        directory.toString(),
                        word)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static ProcessHandle childOf(Process parent) throws IOException {
        BufferedReader said = parent.inputReader();
        return ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
    }
}
