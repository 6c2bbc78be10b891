// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.metrics;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What one application on one member counted since it started.
 *
 * @param application its name
 * @param member what people call the member
 * @param at when it was told, epoch milliseconds
 * @param measures by name
 */
public record MemberMeasures(String application, String member, long at, Map<String, Measure> measures) {

    private static final int LONGEST = 65_536;
    private static final int MOST = 200;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]{0,127}");
    private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1,256}");

    /** Copies the map. */
    public MemberMeasures {
        measures = Map.copyOf(measures);
    }

    /** Reads what a member posted; empty if it is not as it should be. */
    public static Optional<MemberMeasures> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            Map<String, Measure> measures = new LinkedHashMap<>();
            List<JsonValue> all = json.getJsonArray("metrics");
            if (all.size() > MOST) {
                return Optional.empty();
            }
            for (JsonValue one : all) {
                Measure measure = measure(one.asJsonObject());
                measures.put(measure.name(), measure);
            }
            return Optional.of(new MemberMeasures(
                    text(json, "application", TEXT),
                    text(json, "member", TEXT),
                    json.getJsonNumber("at").longValueExact(),
                    measures));
        } catch (JsonException
                | IllegalArgumentException
                | ArithmeticException
                | ClassCastException
                | NullPointerException e) {
            return Optional.empty(); // of another version, or of nobody who may write
        }
    }

    private static Measure measure(JsonObject json) {
        Measure.Type type = Measure.Type.valueOf(text(json, "type", NAME).toUpperCase(Locale.ROOT));
        String name = text(json, "name", NAME);
        String help = text(json, "help", TEXT);
        if (type != Measure.Type.HISTOGRAM) {
            double value = json.getJsonNumber("value").doubleValue();
            return new Measure(name, type, help, value, new double[0], new long[0], 0);
        }
        double[] bounds = numbers(json.getJsonArray("le")).stream()
                .mapToDouble(JsonNumber::doubleValue)
                .toArray();
        long[] counts = numbers(json.getJsonArray("counts")).stream()
                .mapToLong(JsonNumber::longValueExact)
                .toArray();
        if (counts.length != bounds.length + 1) {
            throw new IllegalArgumentException(name);
        }
        return new Measure(
                name, type, help, 0, bounds, counts, json.getJsonNumber("sum").doubleValue());
    }

    private static List<JsonNumber> numbers(JsonArray array) {
        return new ArrayList<>(array.getValuesAs(JsonNumber.class));
    }

    private static String text(JsonObject json, String name, Pattern pattern) {
        String text = json.getString(name);
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(name);
        }
        return text;
    }
}
