// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Intel ISA-L in a process of its own: a C program that is compiled where a C compiler and the library are. It works only
 * while it is asked to. Not thread-safe.
 */
final class Isal implements AutoCloseable {

    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    /** Starts the program for a group of {@code data} and {@code parity} shards. */
    Isal(Path program, int data, int parity, int shardBytes) throws IOException {
        process = new ProcessBuilder(
                        program.toString(),
                        Integer.toString(data),
                        Integer.toString(parity),
                        Integer.toString(shardBytes))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        in = process.outputWriter();
        out = process.inputReader();
    }

    /** Compiles the program; empty, and says why, where that is not possible. */
    static Optional<Path> compile() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("holdfast-isal");
        Path source = folder.resolve("isal.c");
        Path program = folder.resolve("isal");
        for (Path path : new Path[] {folder, source, program}) {
            path.toFile().deleteOnExit();
        }
        try (InputStream code = Isal.class.getResourceAsStream("isal.c")) {
            Files.copy(code, source);
        }
        try {
            Process gcc = new ProcessBuilder("gcc", "-O2", "-o", program.toString(), source.toString(), "-lisal")
                    .redirectErrorStream(true)
                    .start();
            String said = gcc.inputReader().lines().collect(Collectors.joining("\n"));
            if (gcc.waitFor() == 0) {
                return Optional.of(program);
            }
            System.out.println("Without Intel ISA-L, which Debian has as libisal-dev; gcc says:\n" + said);
        } catch (IOException e) {
            System.out.println("Without Intel ISA-L: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** Encodes for so long and answers the rate, bytes of data per nanosecond. Blocks. */
    double round(int milliseconds) throws IOException {
        in.write(milliseconds + "\n");
        in.flush();
        return Double.parseDouble(out.readLine());
    }

    @Override
    public void close() throws IOException {
        in.close();
        process.destroy();
    }
}
