// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Figures by name, in the order in which they were found. A name is a place and a kind: {@code encode.4+2.1MiB} and
 * {@code vs_isal}; the table has a line for each place and a column for each kind. Not thread-safe.
 */
final class Results {

    private final Map<String, Double> figures = new LinkedHashMap<>();

    /** Adds a figure, or replaces it. */
    void put(String place, String kind, double figure) {
        figures.put(place + '.' + kind, figure);
    }

    /** The figure; fails if there is none. */
    double get(String name) {
        Double figure = figures.get(name);
        if (figure == null) {
            throw new IllegalArgumentException("no figure " + name + ", only " + figures.keySet());
        }
        return figure;
    }

    /** Whether there is such a figure. */
    boolean has(String name) {
        return figures.containsKey(name);
    }

    /** The names of all figures. */
    Set<String> names() {
        return figures.keySet();
    }

    /** The figures as people read them. */
    String table() {
        Set<String> places = new LinkedHashSet<>();
        Set<String> kinds = new LinkedHashSet<>();
        figures.keySet().forEach(name -> {
            places.add(place(name));
            kinds.add(kind(name));
        });
        int width = places.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder table = new StringBuilder(" ".repeat(width));
        kinds.forEach(kind -> table.append(String.format("  %12s", kind)));
        for (String place : places) {
            table.append(String.format("%n%-" + width + "s", place));
            for (String kind : kinds) {
                Double figure = figures.get(place + '.' + kind);
                table.append(figure == null ? " ".repeat(14) : String.format(Locale.ROOT, "  %12.3f", figure));
            }
        }
        return table.append(System.lineSeparator()).toString();
    }

    /** Writes one flat JSON object of numbers. */
    void write(Path file) throws IOException {
        Files.writeString(
                file,
                figures.entrySet().stream()
                        .map(figure -> String.format(Locale.ROOT, "\"%s\":%.6g", figure.getKey(), figure.getValue()))
                        .collect(Collectors.joining(",\n", "{\n", "\n}\n")));
    }

    /** The middle of some numbers, which a few disturbed ones do not move. */
    static double median(double... numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return quantile(sorted, 0.5);
    }

    /** The number below which a part of the sorted numbers lies, between 0 and 1. */
    static double quantile(double[] sorted, double part) {
        double at = part * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    private static String place(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static String kind(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
