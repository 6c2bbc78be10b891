// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The configuration in force of one application on one member, as it posted it.
 *
 * @param application its name
 * @param member what people call the member
 * @param settings every one, in the order of the member
 * @param pinned the schemes that its beans pin, by the names of their classes
 */
public record Configuration(String application, String member, List<Setting> settings, Map<String, String> pinned) {

    private static final String SCHEME = "holdfast.scheme";

    private static final int LONGEST = 65_536;
    private static final int LONGEST_TEXT = 512;
    private static final int MOST = 200;

    /** Copies the collections. */
    public Configuration {
        settings = List.copyOf(settings);
        pinned = Map.copyOf(pinned);
    }

    /** Who pins that scheme: a class or a setting, by its name; empty if nobody does, so that it was chosen. */
    Optional<String> pinning(String scheme) {
        return pinned.entrySet().stream()
                .filter(one -> one.getValue().equals(scheme))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .or(() -> settings.stream()
                        .filter(one -> one.name().equals(SCHEME) && one.value().equals(scheme))
                        .map(Setting::name)
                        .findFirst());
    }

    /**
     * One setting.
     *
     * @param name by which it is configured
     * @param value in force
     * @param standard its default
     * @param description what it does
     */
    public record Setting(String name, String value, String standard, String description) {}

    /** Reads what a member posted; empty if it is not as it should be. */
    static Optional<Configuration> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            List<Setting> settings = new ArrayList<>();
            for (JsonValue one : json.getJsonArray("settings")) {
                JsonObject setting = one.asJsonObject();
                settings.add(new Setting(
                        text(setting, "name"),
                        text(setting, "value"),
                        text(setting, "default"),
                        text(setting, "description")));
            }
            Map<String, String> pinned = new TreeMap<>();
            json.getJsonObject("pinned")
                    .forEach((name, scheme) ->
                            pinned.put(shortened(name), shortened(((JsonString) scheme).getString())));
            return settings.size() > MOST || pinned.size() > MOST
                    ? Optional.empty()
                    : Optional.of(new Configuration(text(json, "application"), text(json, "member"), settings, pinned));
        } catch (JsonException | ClassCastException | NullPointerException e) {
            return Optional.empty(); // of another version, or of nobody who may write
        }
    }

    private static String text(JsonObject json, String name) {
        return shortened(json.getString(name));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
