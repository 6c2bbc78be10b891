// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * An application server in a directory of this run, driven by its own asadmin. The files of the distribution are shared
 * by hard links. The servers that asadmin starts are no children of this JVM: a guard kills what has its process
 * identifier in the directory when this JVM ends, in whatever way. For one thread.
 */
final class AppServer implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int FIRST_BASE = 20_000;
    private static final int LAST_BASE = 40_000;
    private static final int ADMIN = 48;
    private static final int HTTP = 80;
    private static final List<Integer> PORTS = List.of(9, 37, 38, 39, 49, 59, 66, 76, ADMIN, HTTP, 81, 86);

    /** Only what was started from this directory: a process identifier in an old file may be another's by now. */
    private static final String GUARD = """
            find "$0" -path '*/config/pid' | while read -r file; do
              pid=$(cat "$file")
              { cat "/proc/$pid/cmdline" 2>/dev/null || ps -o args= -p "$pid"; } | grep -qaF -- "$0" && kill -KILL "$pid"
            done
            true
            """;

    private final Path root;
    private final Guide guide;
    private final Map<String, String> environment;
    private final Process guard;
    private int commands;

    /**
     * Lays a server out.
     *
     * @param distribution the directory in the zip, such as {@code payara6}
     */
    AppServer(Site site, String distribution) {
        this.guide = new Guide(site);
        this.root = site.directory().resolve(distribution).toAbsolutePath();
        this.environment = new HashMap<>(site.environment());
        try {
            Tree.copy(site.server(distribution), root, file -> true);
            Tree.delete(domain("domain1")); // as it comes, with the usual ports
            this.guard = new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            "trap '' INT HUP\nwhile read -r word; do :; done\n" + GUARD,
                            root.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(root.resolve("guard.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path root() {
        return root;
    }

    Path domain(String name) {
        return root.resolve(Path.of("glassfish", "domains", name));
    }

    Path instance(String name) {
        return root.resolve(Path.of("glassfish", "nodes", "localhost-domain1", name));
    }

    /** The first port of a block that is free; a domain takes some of a thousand. */
    static int freeBase(int after) {
        return IntStream.iterate(Math.max(FIRST_BASE, after + 1_000), base -> base <= LAST_BASE, base -> base + 1_000)
                .filter(base -> PORTS.stream().allMatch(port -> isFree(base + port)))
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        "HF5258", "No ports for a domain are free from " + FIRST_BASE + " to " + LAST_BASE + "."));
    }

    /** Makes a domain on ports from a base on. */
    void createDomain(String name, int base) {
        administer(base);
        asadmin("create-domain", "--nopassword=true", "--portbase", Integer.toString(base), name);
    }

    /** The commands that follow go to the domain with this base. */
    void administer(int base) {
        environment.put("AS_ADMIN_PORT", Integer.toString(base + ADMIN));
    }

    static int httpPort(int base) {
        return base + HTTP;
    }

    /**
     * Runs commands of the guide.
     *
     * @param change of the guide's words
     * @return what they printed
     */
    String asInTheGuide(Guide.Block block, UnaryOperator<String> change) {
        StringBuilder said = new StringBuilder();
        for (List<String> command : guide.commands(block)) {
            if (!command.get(0).equals("asadmin")) {
                throw new CommandException("HF5273", "The guide's " + block.mark() + " has other commands: " + command);
            }
            said.append(asadmin(command.stream().skip(1).map(change).toArray(String[]::new)));
        }
        return said.toString();
    }

    /**
     * Runs one command.
     *
     * @return what it printed
     * @throws CommandException if it fails
     */
    String asadmin(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(root.resolve(Path.of("bin", "asadmin")).toString(), "--interactive=false"));
        command.addAll(List.of(arguments));
        Path log = root.resolve("asadmin-" + ++commands + ".log");
        try {
            // Into a file: the server that it starts inherits its output and never closes it
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(guide.directory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw failed(arguments, "ran for more than " + LIMIT.toSeconds() + " s", log);
            }
            String said = Files.readString(log);
            if (process.exitValue() != 0 || said.contains(" failed.")) {
                throw failed(arguments, "failed", log);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("HF5259", "Interrupted in asadmin.", e);
        }
    }

    private static CommandException failed(String[] arguments, String how, Path log) throws IOException {
        return new CommandException(
                "HF5259",
                "asadmin " + String.join(" ", arguments) + " " + how + ":\n"
                        + Files.readString(log).strip());
    }

    /** Kills everything that was started here. */
    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
            guard.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
