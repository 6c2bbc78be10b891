// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.memory.MemoryDirectory;
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
}
