// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened in a random life: in order, to understand a failure, and counted, to know what was reached. */
final class Chronicle {

    private final List<String> events = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    void add(String event) {
        events.add(event);
    }

    void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    Map<String, Integer> counts() {
        return counts;
    }

    @Override
    public String toString() {
        return String.join("\n", events);
    }
}
