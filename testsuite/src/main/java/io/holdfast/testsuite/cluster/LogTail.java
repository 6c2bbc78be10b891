// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The end of a log: what a person wants to see of a member that did not start. */
final class LogTail {

    private static final int LINES = 25;
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private LogTail() {}

    /** The last lines that are not blank, without colours, indented. */
    static String of(Path log) {
        List<String> lines;
        try {
            // Not Files.readAllLines: a killed process may have left half a character
            lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            return "    (no log at " + log + ")";
        }
        return String.join(
                "\n",
                lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                        .map(line -> "    " + COLOUR.matcher(line).replaceAll(""))
                        .toList());
    }
}
