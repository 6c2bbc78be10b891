// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.chaos;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import java.util.TreeMap;

/** What was done and what was found, counted by name. Thread-safe. */
final class Tally {

    private final Map<String, Long> counts = new TreeMap<>();

    synchronized void add(String name, long more) {
        counts.merge(name, more, Long::sum);
    }

    void add(String name) {
        add(name, 1);
    }

    synchronized void highest(String name, long value) {
        counts.merge(name, value, Long::max);
    }

    synchronized long get(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** One flat JSON object. */
    synchronized JsonObject json() {
        JsonObjectBuilder json = Json.createObjectBuilder();
        counts.forEach(json::add);
        return json.build();
    }
}
