// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.memory.MemoryDirectory;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeadEntriesTest {

    private final MemoryDirectory directory = new MemoryDirectory();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/shop/%s",
                "config/shop/%s",
                "distributor/backup/%s/shop",
                "distributor/dedicated/%s/distributor",
                "drained/%s",
                "metrics/shop/%s"
            })
    void whatDeadMembersSaidGoesAndWhatLivingOnesSaidStays(String form) {
        directory.put(form.formatted("m1"), "lives");
        directory.put(form.formatted("m2"), "is gone");
        sweep();
        assertThat(directory.entries("")).containsOnlyKeys(form.formatted("m1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recovery/shop/m2/m3",
                "operation/000001-1",
                "key/shop/first",
                "console/secret",
                "http/m2",
                "metricsoff/m2"
            })
    void whatNoMemberSaysOfItselfStays(String key) {
        directory.put(key, "text");
        sweep();
        assertThat(directory.entries("")).containsOnlyKeys(key);
    }

    private void sweep() {
        Member here = new Member("m1", "n1", "a", true);
        DeadEntries.sweep(directory, new ClusterView("m1", List.of(here), List.of("m1")));
    }
}
