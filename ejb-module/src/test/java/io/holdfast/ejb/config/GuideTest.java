// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ejb.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tables of the guide are made of declarations; {@code -Dholdfast.test.guide=write} writes them. */
class GuideTest {

    private static final Path GUIDE = Path.of("..", "src", "site", "guide");

    @Test
    void theTableOfSettingsIsWhatIsDeclared() throws IOException {
        String rows = Arrays.stream(Setting.values())
                .map(setting -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                setting.key(),
                                setting.kind().range(),
                                setting.standard().isEmpty() ? "" : '`' + setting.standard() + '`',
                                setting.description().replace("|", "\\|")))
                .collect(Collectors.joining());
        check("configuration.md", "settings", "| name | takes | default | what it does |\n|---|---|---|---|\n" + rows);
    }

    @Test
    void theTableOfMetricsIsWhatIsDeclared() throws IOException {
        String rows = Arrays.stream(Metric.values())
                .map(metric -> "| `%s` | %s | %s |\n"
                        .formatted(metric.key(), metric.type().name().toLowerCase(Locale.ROOT), metric.help()))
                .collect(Collectors.joining());
        check("observability.md", "metrics", "| name | type | what it counts |\n|---|---|---|\n" + rows);
    }

    private static void check(String page, String table, String wanted) throws IOException {
        Path file = GUIDE.resolve(page);
        String guide = Files.readString(file);
        String begin = "<!-- " + table + ":begin -->\n";
        String end = "<!-- " + table + ":end -->";
        assertThat(guide).contains(begin, end);
        String should = guide.substring(0, guide.indexOf(begin) + begin.length())
                + wanted
                + guide.substring(guide.indexOf(end));
        if (System.getProperty("holdfast.test.guide", "").equals("write")) {
            Files.writeString(file, should);
        }
        assertThat(Files.readString(file))
                .as("run this test with -Dholdfast.test.guide=write")
                .isEqualTo(should);
    }
}
