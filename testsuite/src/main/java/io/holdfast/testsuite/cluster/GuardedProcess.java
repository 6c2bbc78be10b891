// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that cannot outlive this JVM, even if this JVM is killed with SIGKILL.
 *
 * <p>A small shell starts a guard in the background and then becomes the process itself, so that the process identifier is
 * the one that Java knows. The guard reads a pipe whose other end only this JVM holds. When this JVM ends, in whatever
 * way, the kernel closes the pipe, the guard reads its end and kills. That needs nothing but POSIX: no polling, and no
 * parent-death signal, which only Linux has. {@link #release} says a word through the pipe instead, and the guard
 * goes away.
 *
 * <p>The process ignores SIGINT and SIGHUP: Ctrl-C in a terminal goes to all processes of the group, and it is for this
 * JVM to end them.
 *
 * <p>Safe for use by several threads.
 */
public final class GuardedProcess {

    private static final String GUARD = """
            trap '' INT HUP
            exec 3<&0 </dev/null
            ( ( read -r word <&3 || kill -KILL $$ ) >/dev/null 2>&1 & )
            exec 3<&-
            exec "$@"
            """;

    /** SIGKILL takes effect at once, save for a process that writes a core or waits for a disk. */
    private static final Duration KILL_LIMIT = Duration.ofSeconds(20);

    private final Process process;

    private GuardedProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a process.
     *
     * @param command the program and its arguments
     * @param environment set in addition to this JVM's own
     * @param directory the working directory
     * @param log where standard output and error go; what it holds is kept
     * @throws IOException if the shell or the directory is not there
     */
    public static GuardedProcess start(List<String> command, Map<String, String> environment, Path directory, Path log)
            throws IOException {
        List<String> guarded = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "holdfast-guard"));
        guarded.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(guarded)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new GuardedProcess(builder.start());
    }

    /** The process identifier. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /**
     * Waits for the end.
     *
     * @return false if it still runs after the limit
     */
    public boolean ended(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** Sends SIGKILL, which also ends a paused process, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        if (!ended(KILL_LIMIT) && !Thread.currentThread().isInterrupted()) {
            throw new CommandException("HF5001", "Process " + pid() + " did not end by SIGKILL. Look at its state.");
        }
    }

    /**
     * Sends a signal if the process runs.
     *
     * @param name without SIG, such as {@code STOP}
     */
    public void signal(String name) {
        if (!alive()) {
            return;
        }
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kill.waitFor() != 0 && alive()) {
                throw new CommandException("HF5002", "Process " + pid() + " took no SIG" + name + ": " + said.strip());
            }
        } catch (IOException e) {
            throw new CommandException("HF5002", "The command 'kill' does not start. Put it on the PATH.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the process outlive this JVM. */
    void release() {
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.write("go\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            if (alive()) {
                throw new CommandException("HF5003", "The guard of process " + pid() + " is gone.", e);
            }
        }
    }
}
