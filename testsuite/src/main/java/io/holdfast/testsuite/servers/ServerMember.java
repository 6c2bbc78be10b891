// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.Member;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A domain or an instance of an application server that asadmin has started. Safe for use by several threads. */
final class ServerMember implements Member {

    private static final long KILL_SECONDS = 20;

    private final String name;
    private final URI uri;
    private final ProcessHandle process;

    /**
     * A server that runs.
     *
     * @param root its directory, with {@code config/pid}
     * @throws CommandException if it does not run
     */
    ServerMember(String name, int port, Path root) {
        this.name = name;
        this.uri = URI.create("http://127.0.0.1:" + port);
        Path file = root.resolve("config").resolve("pid");
        try {
            String pid = Files.readString(file).strip();
            this.process = ProcessHandle.of(Long.parseLong(pid))
                    .orElseThrow(() -> new CommandException("HF5256", name + " ended while it started; see " + root));
        } catch (IOException | NumberFormatException e) {
            throw new CommandException("HF5256", name + " does not run: there is no process in " + file + ".", e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public boolean alive() {
        return process.isAlive();
    }

    @Override
    public void kill9() {
        process.destroyForcibly();
        try {
            process.onExit().get(KILL_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new CommandException("HF5001", "Process " + process.pid() + " did not end by SIGKILL.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
