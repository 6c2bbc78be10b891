// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PulseTest {

    private final Pulse pulse = new Pulse();

    @Test
    void oneTellingIsNoRate() {
        Pulse.Beat beat = pulse.beat(List.of(told("n1", 0, 100, 0, 0)), 0);
        assertThat(beat.perSecond()).isEmpty();
        assertThat(beat.median()).isEmpty();
    }

    @Test
    void ratesOfMembersAddUpAndTheirBucketsToo() {
        pulse.beat(List.of(told("n1", 0, 100, 50, 50), told("n2", 0, 0, 0, 0)), 0);
        Pulse.Beat beat = pulse.beat(List.of(told("n1", 5_000, 200, 100, 100), told("n2", 5_000, 50, 50, 0)), 5_000);
        assertThat(beat.perSecond()).isEqualTo(OptionalDouble.of(30));
        assertThat(beat.byMember()).isEqualTo(Map.of("n1", 20.0, "n2", 10.0));
        // 100 commits of at most 1 ms and 50 of at most 10 ms
        assertThat(beat.median().orElseThrow()).isCloseTo(0.00075, within(1e-9));
        assertThat(beat.high().orElseThrow()).isBetween(0.009, 0.01);
    }

    @Test
    void aMemberThatWasRestartedOrIsGoneIsNoNegativeRate() {
        pulse.beat(List.of(told("n1", 0, 100, 0, 0)), 0);
        assertThat(pulse.beat(List.of(told("n1", 5_000, 7, 7, 0)), 5_000).perSecond())
                .hasValue(0);
        assertThat(pulse.beat(List.of(), 60_000).perSecond()).isEmpty();
    }

    @Test
    void whatAMemberPostsIsRead() {
        MemberMeasures measures = MemberMeasures.parse(
                        "{\"application\":\"shop\",\"member\":\"n1\",\"at\":7,\"metrics\":["
                                + "{\"name\":\"a\",\"type\":\"counter\",\"help\":\"A.\",\"value\":3},"
                                + "{\"name\":\"b\",\"type\":\"histogram\",\"help\":\"B.\",\"le\":[1,2],\"counts\":[1,0,2],\"sum\":9.5}]}")
                .orElseThrow();
        assertThat(measures.measures().get("a").value()).isEqualTo(3);
        assertThat(measures.measures().get("b").counts()).containsExactly(1, 0, 2);
    }

    @Test
    void whatIsNotAsItShouldBeIsLeftOut() {
        for (String text : List.of(
                "",
                "[]",
                "{}",
                "{\"application\":\"shop\",\"member\":\"n1\",\"at\":7,\"metrics\":[{\"name\":\"a b\",\"type\":\"counter\",\"help\":\"A.\",\"value\":3}]}",
                "{\"application\":\"shop\",\"member\":\"n1\",\"at\":7,\"metrics\":[{\"name\":\"b\",\"type\":\"histogram\",\"help\":\"B.\",\"le\":[1],\"counts\":[1],\"sum\":1}]}",
                "{\"application\":\"s\\nx\",\"member\":\"n1\",\"at\":7,\"metrics\":[]}",
                "x".repeat(100_000))) {
            assertThat(MemberMeasures.parse(text)).as(text).isEmpty();
        }
    }

    private static MemberMeasures told(String member, long at, double checkpoints, long fast, long slow) {
        return new MemberMeasures(
                "shop",
                member,
                at,
                Map.of(
                        "holdfast_checkpoints",
                        new Measure(
                                "holdfast_checkpoints",
                                Measure.Type.COUNTER,
                                "x",
                                checkpoints,
                                new double[0],
                                new long[0],
                                0),
                        "holdfast_commit_seconds",
                        new Measure(
                                "holdfast_commit_seconds",
                                Measure.Type.HISTOGRAM,
                                "x",
                                0,
                                new double[] {0.001, 0.01},
                                new long[] {fast, slow, 0},
                                0)));
    }
}
