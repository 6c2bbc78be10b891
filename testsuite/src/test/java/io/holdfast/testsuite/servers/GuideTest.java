// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guide shows of a file is what stands in the file, and what it tells to run is what the suite runs. */
class GuideTest {

    private static final Path HOME = Path.of("..");
    private static final Pattern SHOWN = Pattern.compile("<!-- file: (\\S+) -->\\n```\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ANY = Pattern.compile("(?m)^```\\n(.*?)^```$", Pattern.DOTALL);

    /** Pages of which the suite runs the commands. */
    private static final List<String> SERVERS =
            List.of("payara-micro.md", "payara-server.md", "glassfish.md", "load-balancer.md");

    /** What begins a block that the suite does not run. */
    private static final List<String> NOT_RUN = List.of(
            "export HOLDFAST_CONSOLE_USER=", // the suite sets both as it starts a server
            "asadmin create-jvm-options -Dholdfast.grid.members=", // needs several hosts
            "map $cookie_HOLDFAST_ROUTE"); // nginx; the page says that the suite does not run it

    @Test
    void theFilesInTheGuideAreTheFilesThatTheSuiteUses() throws IOException {
        int shown = 0;
        for (Map.Entry<String, String> page : pages().entrySet()) {
            for (MatchResult block : SHOWN.matcher(page.getValue()).results().toList()) {
                Path file = HOME.resolve(block.group(1));
                assertThat(commands(block.group(2)))
                        .as(page.getKey() + " shows " + file)
                        .isNotEmpty()
                        .isEqualTo(commands(Files.readString(file)));
                shown++;
            }
        }
        assertThat(shown).isGreaterThanOrEqualTo(4);
    }

    @Test
    void theSuiteRunsEveryBlockThatIsMarkedSo() throws IOException {
        List<String> marked = pages().values().stream()
                .flatMap(page -> Guide.RUN.matcher(page).results())
                .map(block -> block.group(1))
                .toList();
        assertThat(marked)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Guide.Block.values()).map(Guide.Block::mark).toList());
    }

    @Test
    void onThePagesOfServersEveryBlockIsRunOrAFileOrListedHere() throws IOException {
        Map<String, String> pages = pages();
        for (String name : SERVERS) {
            String rest = SHOWN.matcher(Guide.RUN.matcher(pages.get(name)).replaceAll(""))
                    .replaceAll("");
            assertThat(ANY.matcher(rest).results().map(block -> block.group(1)))
                    .as(name)
                    .allMatch(block -> NOT_RUN.stream().anyMatch(block::startsWith));
        }
    }

    @Test
    void theSizingTableIsWhatTheBenchmarkMeasured() throws IOException {
        Map<String, String> measured = Pattern.compile(
                        "(?m)^\\| (\\d+[KM]iB) \\| ([0-9.]+) \\| [0-9.]+ \\| [0-9.]+ \\| ([0-9.]+) \\|$")
                .matcher(Files.readString(HOME.resolve(Path.of("bench", "README.md"))))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1), row -> rounded(row.group(2)) + " and " + rounded(row.group(3))));
        Map<String, String> told = Pattern.compile("(?m)^\\| (\\d+) ([KM]iB) \\| ([0-9.]+) \\| ([0-9.]+) \\|$")
                .matcher(pages().get("production.md"))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1) + row.group(2), row -> row.group(3) + " and " + row.group(4)));
        assertThat(told).hasSizeGreaterThan(4);
        assertThat(measured).containsAllEntriesOf(told);
    }

    private static String rounded(String number) {
        return new BigDecimal(number).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static Map<String, String> pages() throws IOException {
        Map<String, String> pages = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(HOME.resolve(Path.of("src", "site", "guide")))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".md")).toList()) {
                pages.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return pages;
    }

    /** Without comments, which the page has in its own words. */
    private static List<String> commands(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }
}
