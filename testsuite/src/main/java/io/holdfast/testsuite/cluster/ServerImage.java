// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Payara Micro unpacked once, beside its jar, for all members of all clusters, by its own option {@code --outputlauncher}.
 *
 * <p>Two things come of it. A member does not unpack 100 MB for itself. And the server's classes are then loaded by the
 * JVM's application class loader, so that an archive of them in the JVM's own form (class data sharing) can be made by one
 * start and used by the next ones: that halves the processor time of a start once more. An archive is for one version of
 * Java; the JVM itself refuses one that does not fit and then goes without.
 *
 * <p>The archive knows a jar by the path that the command line names, its size and its time: so a member starts in a copy
 * of the image with the relative path {@link #LAUNCHER}.
 */
final class ServerImage {

    static final String LAUNCHER = "launch-micro.jar";

    private static final Path RUNTIME = Path.of("runtime"); // the server's jars
    private static final Duration UNPACK_LIMIT = Duration.ofMinutes(2);

    private final Path directory;
    private final Path archive;

    private ServerImage(Path directory, Path archive) {
        this.directory = directory;
        this.archive = archive;
    }

    /**
     * Unpacks the server if that was not done before.
     *
     * @throws CommandException if it cannot be unpacked
     */
    static ServerImage of(Path payaraJar, JavaHome java) {
        try {
            String stamp = Long.toHexString(Files.size(payaraJar)) + "-"
                    + Long.toHexString(Files.getLastModifiedTime(payaraJar).toMillis());
            Path home = Files.createDirectories(payaraJar.resolveSibling("payara-image"));
            Path directory = home.resolve(stamp);
            if (!Files.isDirectory(directory)) {
                unpack(payaraJar, java, directory);
            }
            return new ServerImage(directory, home.resolve(stamp + "-java-" + java.version() + ".jsa"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class archive for this Java, if it was made. */
    Optional<Path> archive() {
        return Files.isRegularFile(archive) ? Optional.of(archive) : Optional.empty();
    }

    /** A new file beside the image, for a class archive that is being made. */
    Path archiveInTheMaking() throws IOException {
        Path file = Files.createTempFile(directory.getParent(), "making", ".jsa");
        Files.delete(file); // the JVM wants to create it
        return file;
    }

    /** Takes an archive that was made, if it was; two that were made at the same time are equally good. */
    void take(Path made) throws IOException {
        if (Files.isRegularFile(made)) {
            Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Makes a server's directory: its configuration is its own, the jars are shared. */
    void layOut(Path root) throws IOException {
        Tree.copy(directory, root, file -> file.startsWith(RUNTIME));
    }

    /** First under another name: an image is whole or not there, also if two processes make it or one is killed. */
    private static void unpack(Path payaraJar, JavaHome java, Path directory) throws IOException {
        Path making = Files.createTempDirectory(directory.getParent(), "making");
        Path log = making.resolveSibling(making.getFileName() + ".log");
        try {
            List<String> command = List.of(
                    java.java().toString(),
                    "-jar",
                    payaraJar.toString(),
                    "--rootdir",
                    making.toString(),
                    "--outputlauncher");
            GuardedProcess process = GuardedProcess.start(command, Map.of(), making, log);
            boolean ended = process.ended(UNPACK_LIMIT);
            process.kill();
            if (!ended || !Files.isRegularFile(making.resolve(LAUNCHER))) {
                throw new CommandException(
                        "HF5032", payaraJar + " could not be unpacked. It said:\n" + LogTail.of(log));
            }
            if (!Files.isDirectory(directory)) {
                Files.move(making, directory, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Tree.delete(making);
            Files.deleteIfExists(log);
        }
    }
}
