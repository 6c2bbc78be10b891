// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The log of a server, in which nothing severe stands but what is expected. */
final class ServerLog {

    private static final Pattern ENTRY = Pattern.compile("(?=^\\[\\d{4}-\\d\\d-\\d\\dT)", Pattern.MULTILINE);

    /** Each with its reason. */
    private static final List<Pattern> EXPECTED = List.of(
            // The server cannot register statistics of a stateful bean when an instance starts; nothing else follows
            Pattern.compile("AS-EJB-00062.*Could not create MonitorRegistryMediator", Pattern.DOTALL));

    private ServerLog() {}

    /** Looks through the logs, of which there must be so many. */
    static void judge(String name, Path directory, int number, Findings findings) {
        List<Path> logs;
        try (Stream<Path> files = Files.walk(directory)) {
            logs = files.filter(file -> file.endsWith(Path.of("logs", "server.log")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (logs.size() != number) {
            findings.problem("HF5254 there are " + logs.size() + " server.log instead of " + number + ": " + logs);
        }
        for (Path log : logs) {
            List<String> severe = severe(read(log));
            findings.add(name + ".severe", severe.size());
            severe.forEach(entry -> findings.problem("HF5255 " + log + ": " + entry));
        }
    }

    /** Entries that are severe and not expected. */
    static List<String> severe(String log) {
        return Stream.of(ENTRY.split(log))
                .filter(entry -> entry.lines().findFirst().orElse("").contains("[SEVERE]"))
                .filter(entry -> EXPECTED.stream()
                        .noneMatch(expected -> expected.matcher(entry).find()))
                .map(entry ->
                        entry.strip().substring(0, Math.min(600, entry.strip().length())))
                .toList();
    }

    private static String read(Path log) {
        try {
            // Not Files.readString: a killed process may have left half a character
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
