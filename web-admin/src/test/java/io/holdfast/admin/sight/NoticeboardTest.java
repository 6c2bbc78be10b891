// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.admin.MapDirectory;
import io.holdfast.admin.config.ConsoleAddress;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeboardTest {

    private static final String REPORT = """
            {"application":"shop","member":"n2","lost":"n1","detectedAt":1000,"sessions":3,"reactivated":2,"failed":1,\
            "firstReactivatedAt":1100,"lastReactivatedAt":1200,"claimMillis":30,"reactivateMillis":20}""";

    private final String one = UUID.randomUUID().toString();
    private final String two = UUID.randomUUID().toString();
    private final MapDirectory directory = new MapDirectory();
    private final Noticeboard board = new Noticeboard(directory);

    @Test
    void theApplicationsOfEachMemberAreSorted() {
        directory.put("application/shop/" + one, "n1");
        directory.put("application/bank/" + one, "n1");
        directory.put("application/shop/" + two, "n2");
        assertThat(board.applications()).containsOnlyKeys(one, two).containsEntry(one, List.of("bank", "shop"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/shop",
                "application/<b>/00000000-0000-0000-0000-000000000000",
                "application/shop/me",
                "application/a/b/00000000-0000-0000-0000-000000000000"
            })
    void anEntryThatIsNoneIsLeftOut(String key) {
        directory.put(key, "n1");
        assertThat(board.applications()).isEmpty();
    }

    @Test
    void aReportIsReadAndTheNewestComesFirst() {
        directory.put("recovery/shop/" + one + '/' + two, REPORT);
        directory.put("recovery/shop/released/" + two, REPORT.replace("1000", "2000"));
        assertThat(board.recoveries()).extracting(RecoverySight::detectedAt).containsExactly(2000L, 1000L);
        assertThat(board.recoveries().get(1))
                .isEqualTo(new RecoverySight(
                        "shop",
                        "n2",
                        "n1",
                        1000,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        3,
                        2,
                        1,
                        1100,
                        1200,
                        30,
                        OptionalLong.empty(),
                        20));
    }

    @Test
    void theTimeOfReassemblyIsShownWhereItIsTold() {
        directory.put("recovery/shop/" + one + '/' + two, REPORT.replace("\"claim", "\"reassembleMillis\":7,\"claim"));
        assertThat(board.recoveries().get(0).reassembleMillis()).hasValue(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"application\":\"shop\"",
                "@:1000:-1",
                "@:1000:1.5",
                "@:1000:1e999999999",
                "@:1000:\"1000\"",
                "@:1000:null",
                "@:\"n2\":\"\\u0000\"",
                "@:\"n2\":\"\"",
                "@:\"n2\":2",
                "@:\"shop\":\"bank\"",
                "@:,\"failed\":1:"
            })
    void aReportThatIsNoneIsLeftOut(String text) {
        String report = text;
        if (text.startsWith("@:")) {
            String[] change = text.endsWith(":")
                    ? new String[] {text.substring(2, text.length() - 1), ""}
                    : text.substring(2).split(":", 2);
            assertThat(REPORT).contains(change[0]);
            report = REPORT.replace(change[0], change[1]);
        }
        directory.put("recovery/shop/" + one + '/' + two, report);
        assertThat(board.recoveries()).isEmpty();
    }

    @Test
    void anEndlessReportIsLeftOut() {
        directory.put("recovery/shop/" + one + '/' + two, REPORT + " ".repeat(5000));
        assertThat(board.recoveries()).isEmpty();
    }

    @Test
    void anAddressIsKnownToAllUntilItIsTakenBack() {
        Scene scene = new Scene(2);
        board.post("m0", ConsoleAddress.parse("http://n0/holdfast/").orElseThrow());
        board.post("m1", ConsoleAddress.parse("http://n1/holdfast/").orElseThrow());
        directory.put("http/gone", "http://gone/holdfast/");
        directory.put("http/forged", "javascript:alert(1)");
        assertThat(board.consoles()).containsOnlyKeys("m0", "m1", "gone");
        board.withdraw("m0", scene.console().cluster().view());
        assertThat(board.consoles()).containsOnlyKeys("m1");
    }
}
