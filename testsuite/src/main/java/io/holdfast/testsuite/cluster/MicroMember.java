// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One Payara Micro process of a {@link MicroCluster}. Safe for use by several threads. */
public final class MicroMember implements Member {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration REPLY_LIMIT = Duration.ofSeconds(2);

    private final MicroCluster cluster;
    private final int number;
    private final URI uri;
    private int lives;
    private StartLine.Place place;
    private volatile GuardedProcess process;

    MicroMember(MicroCluster cluster, int number, String address, int port) {
        this.cluster = cluster;
        this.number = number;
        this.uri = URI.create("http://" + address + ":" + port);
    }

    @Override
    public String name() {
        return StartLine.name(number);
    }

    @Override
    public URI uri() {
        return uri;
    }

    /** The process identifier of its present or last life. */
    public long pid() {
        return started().pid();
    }

    /** What each of its lives printed. */
    public synchronized Stream<Path> logs() {
        return IntStream.rangeClosed(1, lives).mapToObj(life -> place(life).log());
    }

    private StartLine.Place place(int life) {
        return new StartLine.Place(cluster.directory().resolve(name()).resolve("life-" + life));
    }

    /** What its present or last life printed. */
    public synchronized Path log() {
        started();
        return place.log();
    }

    @Override
    public boolean alive() {
        GuardedProcess current = process;
        return current != null && current.alive();
    }

    /** Sends SIGKILL and waits until the process is gone. A member that is dead already stays so. */
    @Override
    public void kill9() {
        GuardedProcess current = process;
        if (current != null) {
            current.kill();
        }
    }

    /** Sends SIGSTOP: the process is there, its sockets are open, and it does nothing until {@link #resume}. */
    public void pause() {
        started().signal("STOP");
    }

    /** Sends SIGCONT. */
    public void resume() {
        started().signal("CONT");
    }

    /**
     * Sends SIGTERM, so that it may hand over what it has, and waits for the end.
     *
     * @throws CommandException if it still runs after the limit
     */
    public void stop(Duration limit) {
        started().signal("TERM");
        if (!started().ended(limit)) {
            throw new CommandException(
                    "HF5042",
                    name() + " did not end within " + limit.toSeconds() + " s after SIGTERM. It said:\n"
                            + LogTail.of(log()));
        }
    }

    /** Starts it again, with its name and its ports and without its files; kills it first if it runs. */
    public void restart() {
        kill9();
        start(cluster.archiveOptions());
    }

    /**
     * Waits until its application answers.
     *
     * @throws CommandException if the process ends, or the limit passes, before that
     */
    public void waitUntilReady(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // Payara does not answer a request that offers HTTP/2 beside
                .connectTimeout(REPLY_LIMIT)
                .build();
        String last = "no reply";
        while (System.nanoTime() < deadline) {
            if (!alive()) {
                throw new CommandException(
                        "HF5040",
                        name() + " ended while it started. Its log " + log() + " ends:\n" + LogTail.of(log()));
            }
            last = ask(client);
            if (cluster.isReady(name(), last)) {
                return;
            }
            pauseBetweenPolls();
        }
        throw new CommandException(
                "HF5041",
                name() + " did not answer 200 at " + uri + cluster.readyPath() + " within " + limit.toSeconds()
                        + " s (last: " + last + "). Its log " + log() + " ends:\n" + LogTail.of(log()));
    }

    synchronized void start(List<String> archiveOptions) {
        lives++;
        place = place(lives);
        try {
            Files.createDirectories(place.temporary());
            cluster.prepare(place);
            process = GuardedProcess.start(
                    cluster.startLine(number, place, archiveOptions), cluster.environment(), place.root(), place.log());
        } catch (IOException e) {
            throw new CommandException("HF5043", name() + " cannot be started in " + place.directory() + ".", e);
        }
    }

    /** Lets the process outlive this JVM. */
    void release() {
        started().release();
    }

    private String ask(HttpClient client) {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve(cluster.readyPath()))
                .timeout(REPLY_LIMIT)
                .build();
        try {
            return Integer.toString(
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return e.toString(); // it does not listen yet
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void pauseBetweenPolls() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private CommandException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new CommandException("HF5044", "Interrupted while waiting for " + name() + ".", cause);
    }

    private GuardedProcess started() {
        GuardedProcess current = process;
        if (current == null) {
            throw new IllegalStateException(name() + " was never started");
        }
        return current;
    }
}
