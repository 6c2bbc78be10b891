// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A cluster of Payara Micro processes on this machine's loopback address.
 *
 * <p>Every process is gone when {@link #close} returns, when this JVM ends by whatever cause, SIGKILL included (see
 * {@link GuardedProcess}), and when a start fails. Only {@link #leaveRunning} lets them live on.
 *
 * <p>Members may be killed and restarted from several threads; {@link #start} and {@link #close} are for one.
 */
public final class MicroCluster implements AutoCloseable {

    private static final Duration END_LIMIT = Duration.ofMinutes(1);
    private static final Pattern STATUS = Pattern.compile("[1-5][0-9]{2}");

    private final ClusterPlan plan;
    private final JavaHome java;
    private final Ports ports;
    private final StartLine startLine;
    private final List<MicroMember> members;
    private final AtomicInteger ready = new AtomicInteger();
    private ServerImage image;

    /**
     * Checks what can be checked, and starts nothing.
     *
     * @throws CommandException if Java is missing or too old, or a port is in use
     */
    public MicroCluster(ClusterPlan plan) {
        this.plan = plan;
        this.java = JavaHome.at(plan.javaHome);
        this.ports = plan.firstPort.isPresent()
                ? Ports.exactly(plan.firstPort.getAsInt(), plan.members)
                : Ports.free(plan.members);
        this.startLine = new StartLine(plan, ports, java);
        this.members = IntStream.range(0, plan.members)
                .mapToObj(number -> new MicroMember(this, number, plan.network.address(number), ports.http(number)))
                .toList();
    }

    /**
     * Starts all members and waits until each is ready: the first alone, since members that start together wait for each
     * other to find out who is first; then as many at a time as there are processors.
     *
     * @throws CommandException if one does not become ready; then none is left
     */
    public void start() {
        image = ServerImage.of(plan.payaraJar, java);
        boolean whole = false;
        try {
            if (image.archive().isEmpty()) {
                makeArchive();
            }
            startAndWait(members.get(0));
            startAtTheSameTime(members.subList(1, members.size()));
            whole = true;
        } finally {
            if (!whole) {
                close();
            }
        }
    }

    /** All members, in order, dead ones too. */
    public List<MicroMember> members() {
        return members;
    }

    /** How many members have become ready so far. For a display of progress. */
    public int ready() {
        return ready.get();
    }

    /** The HTTP port of the first member. */
    public int firstPort() {
        return ports.first();
    }

    /** Lets the members that are alive live on when this JVM ends. */
    public void leaveRunning() {
        members.stream().filter(MicroMember::alive).forEach(MicroMember::release);
    }

    /** Kills all members. Their files are left. */
    @Override
    public void close() {
        members.forEach(MicroMember::kill9);
    }

    /** Deletes all files of the members, logs included. To be called after {@link #close}. */
    public void deleteFiles() {
        try {
            Tree.delete(plan.directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        return plan.directory;
    }

    String readyPath() {
        return plan.readyPath;
    }

    /** Whether a member is ready that answered so: with a status, or with what kept it from answering. */
    boolean isReady(String member, String answer) {
        return answer.equals("200")
                || (!plan.runsApplications(member) && STATUS.matcher(answer).matches());
    }

    Map<String, String> environment() {
        return plan.environment;
    }

    List<String> startLine(int member, StartLine.Place place, List<String> archiveOptions) {
        return plan.network.at(member, startLine.of(member, place, archiveOptions));
    }

    List<String> archiveOptions() {
        return image.archive()
                .map(file -> List.of("-XX:SharedArchiveFile=" + file))
                .orElse(List.of());
    }

    void prepare(StartLine.Place place) throws IOException {
        image.layOut(place.root());
        Files.write(place.bootCommands(), plan.bootCommands);
    }

    /** One member alone, ended in an orderly way: then the JVM writes the archive of the classes that it has loaded. */
    private void makeArchive() {
        ClusterPlan alone = plan.copy(1, plan.directory.resolve("class-archive"));
        try (MicroCluster training = new MicroCluster(alone)) {
            training.image = image;
            Path made = image.archiveInTheMaking();
            MicroMember member = training.members.get(0);
            member.start(List.of("-XX:ArchiveClassesAtExit=" + made));
            member.waitUntilReady(plan.startLimit);
            member.stop(END_LIMIT);
            image.take(made);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startAndWait(MicroMember member) {
        member.start(archiveOptions());
        member.waitUntilReady(plan.startLimit);
        ready.incrementAndGet();
    }

    private void startAtTheSameTime(List<MicroMember> others) {
        int atATime = Math.max(2, Runtime.getRuntime().availableProcessors());
        ExecutorService executor = Executors.newFixedThreadPool(atATime);
        try {
            List<Future<?>> starts = new ArrayList<>();
            others.forEach(member -> starts.add(executor.submit(() -> startAndWait(member))));
            for (Future<?> start : starts) {
                start.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CommandException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("HF5044", "Interrupted while the cluster started.", e);
        } finally {
            stop(executor);
        }
    }

    /** Waits for the threads too: one of them might otherwise start a process after all have been killed. */
    private static void stop(ExecutorService executor) {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new CommandException("HF5045", "A start could not be interrupted.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
