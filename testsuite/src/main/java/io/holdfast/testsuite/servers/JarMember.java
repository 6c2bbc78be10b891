// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.GuardedProcess;
import io.holdfast.testsuite.cluster.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A Payara Micro process that is started as the guide says. Customers may ask about it while it changes. */
final class JarMember implements Member, AutoCloseable {

    private static final Duration END_LIMIT = Duration.ofMinutes(2);

    private final Site site;
    private final Guide guide;
    private final String name;
    private final int port;
    private final List<String> options;
    private int lives;
    private volatile GuardedProcess process;

    /**
     * A member that does not run.
     *
     * @param options of the Java virtual machine, besides those of the guide
     */
    JarMember(Site site, Guide guide, String name, int port, List<String> options) {
        this.site = site;
        this.guide = guide;
        this.name = name;
        this.port = port;
        this.options = List.copyOf(options);
    }

    /** Starts it with a command, {@code java} and what follows, and waits until the shop answers. */
    void start(List<String> command) {
        Path life = life(++lives);
        try {
            Path temporary = Files.createDirectories(life.resolve("tmp"));
            List<String> line = new ArrayList<>(List.of(java(), "-Djava.io.tmpdir=" + temporary.toAbsolutePath()));
            line.addAll(options);
            line.addAll(command.subList(1, command.size()));
            process = GuardedProcess.start(line, site.environment(), guide.directory(), log(life));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Answer.await(this, "/shop/api/member");
    }

    private Path life(int number) {
        return site.directory().resolve("payara-micro").resolve(name).resolve("life-" + number);
    }

    private static Path log(Path life) {
        return life.resolve("server.log");
    }

    /** What each of its lives printed. */
    Stream<Path> logs() {
        return IntStream.rangeClosed(1, lives).mapToObj(number -> log(life(number)));
    }

    /** The Java that runs this. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public boolean alive() {
        return process != null && process.alive();
    }

    @Override
    public void kill9() {
        process.kill();
    }

    /** Sends SIGTERM, as {@code kill} does, and waits for the end. */
    void end() {
        process.signal("TERM");
        if (!process.ended(END_LIMIT)) {
            throw new CommandException(
                    "HF5274", name + " did not end within " + END_LIMIT.toSeconds() + " s after SIGTERM.");
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.kill();
        }
    }
}
