// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Directory;
import io.holdfast.core.port.Member;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetricsBoardTest {

    private final Map<String, String> entries = new TreeMap<>();

    private final Directory directory = new Directory() {
        @Override
        public void put(String key, String text) {
            entries.put(key, text);
        }

        @Override
        public Optional<String> putIfAbsent(String key, String text) {
            return Optional.ofNullable(entries.putIfAbsent(key, text));
        }

        @Override
        public void remove(String key) {
            entries.remove(key);
        }

        @Override
        public Map<String, String> entries(String prefix) {
            Map<String, String> found = new TreeMap<>(entries);
            found.keySet().removeIf(key -> !key.startsWith(prefix));
            return found;
        }
    };

    private final MetricsBoard shop = new MetricsBoard(directory, "shop");

    @Test
    void aMemberPostsOverWhatItPostedBeforeAndTakesItBack() {
        shop.post("m1", "one");
        shop.post("m1", "two");
        assertThat(entries).containsExactly(Map.entry("metrics/shop/m1", "two"));
        shop.withdraw("m1");
        assertThat(entries).isEmpty();
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

        assertThat(entries).containsOnlyKeys("metrics/shop/m1", "metrics/shop/m3", "metrics/other/m2");
    }
}
