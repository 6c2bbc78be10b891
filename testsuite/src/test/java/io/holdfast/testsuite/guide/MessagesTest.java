// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The codes of the messages: each is used for one thing, and {@code src/site/guide/messages.md} says what for. */
class MessagesTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern CODE = Pattern.compile("HF[0-9]{4}");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (HF[0-9]{4}) \\| ([^|]+) \\| ([^|]+) \\|$");

    /** One event, told to the log and to who asked. */
    private static final Set<String> TOLD_TWICE = Set.of("HF4021");

    /** Each code, and the folders of the sources in which it stands. */
    private static Map<String, Set<Path>> inSources() throws IOException {
        Map<String, Set<Path>> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(MessagesTest::isSource)
                    .forEach(file -> CODE.matcher(read(file)).results().forEach(code -> found.computeIfAbsent(
                                    code.group(), key -> new TreeSet<>())
                            .add(file.getParent())));
        }
        return found;
    }

    private static boolean isSource(Path file) {
        String path = file.toString().replace('\\', '/');
        return (path.contains("/src/main/java/") && path.endsWith(".java")) || path.equals("../demo");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> inGuide() {
        Map<String, String> rows = new TreeMap<>();
        ROW.matcher(read(ROOT.resolve(Path.of("src", "site", "guide", "messages.md"))))
                .results()
                .forEach(row -> assertThat(rows.put(row.group(1), row.group(2) + " / " + row.group(3)))
                        .as("%s stands twice in the guide", row.group(1))
                        .isNull());
        return rows;
    }

    @Test
    void everyCodeStandsInTheGuideWithMeaningAndCure() throws IOException {
        assertThat(inGuide().keySet())
                .as("the rows of src/site/guide/messages.md; add one for a new code, and leave out what is not used")
                .containsExactlyInAnyOrderElementsOf(inSources().keySet());
    }

    /** Packages may tell the same in the same words; different words mean different things. */
    @Test
    void noCodeIsUsedForTwoThings() throws IOException {
        assertThat(inSources()).hasSizeGreaterThan(100).allSatisfy((code, folders) -> {
            if (folders.size() > 1 && !TOLD_TWICE.contains(code)) {
                Set<String> beginnings = new TreeSet<>();
                for (Path folder : folders) {
                    beginnings.add(beginning(code, folder));
                }
                assertThat(beginnings).as("%s in %s", code, folders).hasSize(1);
            }
        });
    }

    private static String beginning(String code, Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(MessagesTest::isSource)
                    .map(MessagesTest::read)
                    .flatMap(text -> Pattern.compile(code + "[\"\\s,]*([^\"]{0,25})")
                            .matcher(text)
                            .results())
                    .map(found -> found.group(1))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
