// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.servers;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found, by name, and what is wrong, for people. For one thread. */
final class Findings {

    private final Map<String, Long> numbers = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /** Adds to a number. */
    void add(String name, long more) {
        numbers.merge(name, more, Long::sum);
    }

    /** Something is wrong. */
    void problem(String what) {
        problems.add(what);
    }

    List<String> problems() {
        return problems;
    }

    boolean isGood() {
        return problems.isEmpty();
    }

    Map<String, Long> numbers() {
        return numbers;
    }

    /** One flat JSON object. */
    JsonObject json() {
        JsonObjectBuilder json = Json.createObjectBuilder();
        numbers.forEach(json::add);
        return json.build();
    }
}
