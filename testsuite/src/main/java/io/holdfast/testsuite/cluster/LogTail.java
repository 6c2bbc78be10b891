// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a person wants to see of a member that did not start: what went wrong, and the end of its log. */
final class LogTail {

    private static final int LINES = 25;
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern PROBLEM = Pattern.compile(".*(\\[SEVERE\\]|^Caused by: |\\bHF[0-9]{4}\\b).*");

    private LogTail() {}

    /** The last lines, without colours, indented. */
    static String of(Path log) {
        return last(lines(log));
    }

    /** The last lines that tell of a problem, without colours, indented. */
    static String problems(Path log) {
        return last(lines(log).stream()
                .filter(line -> PROBLEM.matcher(line).matches())
                .toList());
    }

    /** Whether a text stands in the log. */
    static boolean has(Path log, String text) {
        return lines(log).stream().anyMatch(line -> line.contains(text));
    }

    private static List<String> lines(Path log) {
        try {
            // Not Files.readAllLines: a killed process may have left half a character
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> COLOUR.matcher(line).replaceAll(""))
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            return List.of("(no log at " + log + ")");
        }
    }

    private static String last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                .map(line -> "    " + line)
                .collect(Collectors.joining("\n"));
    }
}
