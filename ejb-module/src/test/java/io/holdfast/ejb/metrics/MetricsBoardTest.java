// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.memory.MemoryDirectory;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsBoardTest {

    private final MemoryDirectory directory = new MemoryDirectory();

    private final MetricsBoard shop = new MetricsBoard(directory, "shop");

    @Test
    void aMemberPostsOverWhatItPostedBeforeAndTakesItBack() {
        shop.post("m1", "one");
        shop.post("m1", "two");
        assertThat(directory.entries("")).containsExactly(Map.entry("metrics/shop/m1", "two"));
        shop.withdraw("m1");
        assertThat(directory.entries("")).isEmpty();
    }

    @Test
    void whatDeadMembersPostedIsSweptAndNothingElse() {
        for (String member : List.of("m1", "m2", "m3")) {
            shop.post(member, "{}");
        }
        new MetricsBoard(directory, "other").post("m2", "{}");
        Member here = new Member("m1", "n1", "a", true);
        Member there = new Member("m3", "n3", "b", true);

        shop.sweep(new ClusterView("m1", List.of(here, there), List.of()));

        assertThat(directory.entries("")).containsOnlyKeys("metrics/shop/m1", "metrics/shop/m3", "metrics/other/m2");
    }
}
