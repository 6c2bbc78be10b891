// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import io.holdfast.testsuite.cluster.CommandException;
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

    /** Payara Micro's level has one. */
    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;]*m");

    /** Each with its reason. */
    private static final List<Pattern> EXPECTED = List.of(
            // The server cannot register statistics of a stateful bean when an instance starts; nothing else follows
            Pattern.compile("AS-EJB-00062.*Could not create MonitorRegistryMediator", Pattern.DOTALL),
            // Hazelcast runs an operation itself that was on its way to a member that died, and does so twice where the
            // lost connection and the lost member both tell it to; the second answer is refused. Not of conditional
            // writes
            Pattern.compile(
                    "com\\.hazelcast\\.map\\.impl\\.operation\\.(Set|Get|Delete|PutAll|MultipleEntry)Operation.*"
                            + "ResponseAlreadySentException: \\w+ already responseReceived",
                    Pattern.DOTALL));

    private ServerLog() {}

    /** The logs of domains and instances in a directory, of which there must be so many. */
    static List<Path> in(Path directory, int number) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> logs = files.filter(file -> file.endsWith(Path.of("logs", "server.log")))
                    .toList();
            if (logs.size() != number) {
                throw new CommandException(
                        "HF5254", "There are " + logs.size() + " server.log instead of " + number + ": " + logs);
            }
            return logs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks through the logs of members that run an application with Holdfast. */
    static void judge(String name, List<Path> logs, Findings findings) {
        for (Path log : logs) {
            String said = read(log);
            if (!said.contains("; its sessions tolerate ")) {
                findings.problem("HF5276 " + log + " does not tell that an application runs: it is not the whole log");
            }
            List<String> severe = severe(said);
            findings.add(name + ".severe", severe.size());
            severe.forEach(entry -> findings.problem("HF5255 " + log + ": " + entry));
        }
    }

    /** Looks how many Hazelcast members the applications of each server started: none where the server has a grid. */
    static void judgeMembers(List<Path> logs, int number, Findings findings) {
        for (Path log : logs) {
            long started = Stream.of(ENTRY.split(read(log)))
                    .filter(entry -> entry.contains("a Hazelcast member was started"))
                    .count();
            if (started != number) {
                findings.problem("HF5275 " + log + " tells of " + started + " started members instead of " + number);
            }
        }
    }

    /** Entries that are severe and not expected. */
    static List<String> severe(String log) {
        return Stream.of(ENTRY.split(COLOUR.matcher(log).replaceAll("")))
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
