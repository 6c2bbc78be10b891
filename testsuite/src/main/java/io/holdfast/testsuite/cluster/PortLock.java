// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A claim on a block of ports, so that two programs that look for free ports at the same time do not find the same ones: a
 * port is bound only some seconds after it was found free. The operating system ends the claim with the JVM, whose
 * members have bound their ports by then.
 *
 * @param channel open as long as the claim is held
 */
record PortLock(FileChannel channel) implements AutoCloseable {

    /**
     * Claims.
     *
     * @param first the first port of the block
     * @return empty if another program, or another cluster of this one, has it
     */
    static Optional<PortLock> tryOn(int first) {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "holdfast-ports-" + System.getProperty("user.name"));
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve(first + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel)) {
                return Optional.of(new PortLock(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new CommandException("HF5014", "Cannot write to " + directory + ".", e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new CommandException("HF5014", "Cannot give back a claim on ports.", e);
        }
    }
}
