// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guide shows of a file is what stands in the file, which the deployment suite runs. */
class GuideTest {

    private static final Path HOME = Path.of("..");
    private static final Pattern SHOWN = Pattern.compile("<!-- file: (\\S+) -->\\n```\\n(.*?)```", Pattern.DOTALL);

    @Test
    void theScriptsInTheGuideAreTheScriptsThatRun() throws IOException {
        List<Path> pages;
        try (Stream<Path> files = Files.list(HOME.resolve(Path.of("src", "site", "guide")))) {
            pages = files.filter(file -> file.toString().endsWith(".md")).toList();
        }
        int shown = 0;
        for (Path page : pages) {
            for (MatchResult block :
                    SHOWN.matcher(Files.readString(page)).results().toList()) {
                Path file = HOME.resolve(block.group(1));
                assertThat(commands(block.group(2)))
                        .as(page + " shows " + file)
                        .isNotEmpty()
                        .isEqualTo(commands(Files.readString(file)));
                shown++;
            }
        }
        assertThat(shown).isGreaterThanOrEqualTo(4);
    }

    /** Without comments, which the page has in its own words. */
    private static List<String> commands(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }
}
