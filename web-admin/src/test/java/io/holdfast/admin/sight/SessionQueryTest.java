// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.Version;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionQueryTest {

    private final List<SessionSummary> all = List.of(
            session("bank", "Aa", "m1", 30, Status.PROTECTED),
            session("shop", "Bb", "m2", 10, Status.DEGRADED),
            session("shop", "Cc", "m1", 20, Status.PROTECTED),
            session("shop", "Dd", "m3", 10, Status.LOST));

    @Test
    void everythingIsInOrderOfApplicationAndId() {
        assertThat(SessionQuery.all().of(all)).isSameAs(all);
    }

    @ParameterizedTest
    @CsvSource({
        "q, bb, Bb",
        "q, SHOP/, Bb Cc Dd",
        "application, bank, Aa",
        "owner, m1, Aa Cc",
        "status, LOST, Dd",
        "sort, state, Bb Dd Cc Aa",
        "sort, status, Aa Cc Bb Dd",
        "sort, owner, Aa Cc Bb Dd"
    })
    void oneConditionChooses(String name, String value, String found) {
        assertThat(ids(Map.of(name, value))).isEqualTo(Arrays.asList(found.split(" ")));
    }

    @Test
    void conditionsAddUpAndTheOrderTurns() {
        assertThat(ids(Map.of("application", "shop", "sort", "state", "order", "desc")))
                .containsExactly("Cc", "Bb", "Dd");
        assertThat(ids(Map.of("q", "c", "owner", "m2"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"sort, password", "order, up", "status, FINE"})
    void whatIsNotKnownIsRefusedByName(String name, String value) {
        assertThatThrownBy(() -> ids(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("HF4019 " + name + " is '" + value + "'");
    }

    @Test
    void aTextWithoutEndIsRefused() {
        assertThatThrownBy(() -> ids(Map.of("q", "x".repeat(1000))))
                .hasMessageStartingWith("HF4019 q is 'xxx")
                .message()
                .hasSizeLessThan(200);
    }

    @Test
    void aCountRemembersWhatItWasAsked() {
        Count count = new Count(all, new Census.Look(1, 0, 0, 0), 0);
        SessionQuery query = SessionQuery.parse(
                name -> Optional.ofNullable(Map.of("owner", "m1").get(name)));
        assertThat(count.find(query)).hasSize(2).isSameAs(count.find(query));
    }

    private List<String> ids(Map<String, String> asked) {
        return SessionQuery.parse(name -> Optional.ofNullable(asked.get(name))).of(all).stream()
                .map(session -> session.id().session())
                .toList();
    }

    private static SessionSummary session(String application, String id, String owner, int bytes, Status status) {
        return new SessionSummary(
                new CheckpointId(application, id),
                Optional.of(owner),
                Optional.of("name of " + owner),
                new Version(1, 1),
                bytes,
                "4+1",
                2,
                new Protection(status, status == Status.PROTECTED ? 2 : 0),
                bytes,
                0,
                Optional.empty());
    }
}
