// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every directory does. Uses fresh keys, so one directory can serve all tests. */
public abstract class DirectoryContract {

    private final String prefix = "contract/" + UUID.randomUUID() + "/";

    /** The directory as a member sees it. */
    protected abstract Directory one();

    /** The same directory as another member sees it. */
    protected abstract Directory two();

    @Test
    void whatOneMemberWritesAnotherReads() {
        one().put(prefix + "a", "text with umlauts \u00e4\u00f6 and\nlines");
        assertThat(two().entries(prefix))
                .containsOnly(Map.entry(prefix + "a", "text with umlauts \u00e4\u00f6 and\nlines"));
    }

    @Test
    void writingAgainReplaces() {
        one().put(prefix + "a", "first");
        two().put(prefix + "a", "second");
        assertThat(one().entries(prefix)).containsEntry(prefix + "a", "second");
    }

    @Test
    void onlyTheFirstIsWrittenWhereNoneMayStand() {
        assertThat(one().putIfAbsent(prefix + "a", "first")).isEmpty();
        assertThat(two().putIfAbsent(prefix + "a", "second")).hasValue("first");
        assertThat(one().entries(prefix)).containsEntry(prefix + "a", "first");
    }

    @Test
    void anEntryIsRemovedAndRemovingNoneIsAccepted() {
        one().put(prefix + "a", "text");
        two().remove(prefix + "a");
        two().remove(prefix + "a");
        assertThat(one().entries(prefix)).isEmpty();
    }

    @Test
    void onlyKeysThatBeginSoAreListedSorted() {
        one().put(prefix + "b", "2");
        one().put(prefix + "a@1", "1");
        one().put(prefix + "c/d", "3");
        one().put("other/" + prefix, "4");
        assertThat(two().entries(prefix))
                .containsExactly(
                        Map.entry(prefix + "a@1", "1"), Map.entry(prefix + "b", "2"), Map.entry(prefix + "c/d", "3"));
        one().remove("other/" + prefix);
    }
}
