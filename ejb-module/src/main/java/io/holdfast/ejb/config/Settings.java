// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.config;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;

/** The configuration in force. Immutable, checked as a whole when it is read. */
public final class Settings {

    private final Map<Setting, String> values = new EnumMap<>(Setting.class);

    /** What other parts are configured with: the ready files for the grid, the console, and tools beside a server. */
    private static final List<String> OTHERS =
            List.of("holdfast.grid.", "holdfast.console.", "holdfast.bench.", "holdfast.test.");

    /** A name that differs in more letters is hardly meant. */
    private static final int MOST_MISSPELT = 3;

    /**
     * Reads every setting.
     *
     * @param names all that is configured, whatever it is for
     * @param source answers the configured value of a name, if there is one
     * @throws IllegalArgumentException that names every value that is not valid, and every name of ours that is none
     */
    public Settings(Iterable<String> names, Function<String, Optional<String>> source) {
        List<String> complaints = new ArrayList<>();
        for (String name : new TreeSet<>(unknown(names))) {
            complaints.add(name + " is no setting"
                    + nearest(name)
                            .map(meant -> "; did you mean " + meant + "?")
                            .orElse(""));
        }
        for (Setting setting : Setting.values()) {
            String value = source.apply(setting.key()).map(String::strip).orElse(setting.standard());
            if (!value.isEmpty()) {
                setting.kind()
                        .complaint(value)
                        .ifPresent(what -> complaints.add(
                                setting.key() + " is '" + value + "', " + what + " (" + setting.description() + ")"));
            }
            values.put(setting, value);
        }
        if (!complaints.isEmpty()) {
            throw new IllegalArgumentException("HF3001 configuration: " + String.join("; ", complaints));
        }
    }

    private static List<String> unknown(Iterable<String> names) {
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            if (name.startsWith("holdfast.")
                    && OTHERS.stream().noneMatch(name::startsWith)
                    && Arrays.stream(Setting.values())
                            .noneMatch(setting -> setting.key().equals(name))) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    private static Optional<String> nearest(String name) {
        return Arrays.stream(Setting.values())
                .map(Setting::key)
                .min(Comparator.comparingInt(key -> distance(name, key)))
                .filter(key -> distance(name, key) <= MOST_MISSPELT);
    }

    /** Levenshtein's: how many letters are to be inserted, removed or replaced. */
    private static int distance(String one, String other) {
        int[] row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }

    /**
     * The configuration of this application: MicroProfile Config where the server has it, else system properties, else
     * environment variables ({@code holdfast.tolerate} is {@code HOLDFAST_TOLERATE}).
     */
    public static Settings ofServer() {
        try {
            return new Settings(MicroProfile.names(), MicroProfile::value);
        } catch (NoClassDefFoundError | IllegalStateException absent) {
            return new Settings(System.getProperties().stringPropertyNames(), Settings::property);
        }
    }

    /** The value as text; empty if not set and without a default. */
    public String text(Setting setting) {
        return values.get(setting);
    }

    /** The value as a number. */
    public int number(Setting setting) {
        return Integer.parseInt(values.get(setting));
    }

    /** Whether the setting has this word. */
    public boolean is(Setting setting, String word) {
        return values.get(setting).equals(word);
    }

    /** Backups of manifests: as configured, else as many as members may be lost, at least two. */
    public int manifestBackups() {
        String backups = values.get(Setting.MANIFEST_BACKUPS);
        return backups.isEmpty() ? Math.max(2, number(Setting.TOLERATE)) : Integer.parseInt(backups);
    }

    /**
     * The configuration in force as one JSON object, for the console: {@code application}, {@code member}, {@code
     * settings}, an array of objects with {@code name}, {@code value}, {@code default} and {@code description}, and {@code
     * pinned}. Of a secret it tells only whether there is one.
     *
     * @param pinned the schemes that beans pin, by the names of their classes
     */
    public String toJson(String application, String member, Map<String, String> pinned) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        values.forEach((setting, value) -> all.add(Json.createObjectBuilder()
                .add("name", setting.key())
                .add("value", setting.kind() == Kind.SECRET && !value.isEmpty() ? "(secret)" : value)
                .add("default", setting.standard())
                .add("description", setting.description())));
        JsonObjectBuilder beans = Json.createObjectBuilder();
        pinned.forEach(beans::add);
        return Json.createObjectBuilder()
                .add("application", application)
                .add("member", member)
                .add("settings", all)
                .add("pinned", beans)
                .build()
                .toString();
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() ->
                        Optional.ofNullable(System.getenv(name.replace('.', '_').toUpperCase(Locale.ROOT))));
    }

    /** Loaded only where the API is there. */
    private static final class MicroProfile {
        static Iterable<String> names() {
            return ConfigProvider.getConfig().getPropertyNames();
        }

        static Optional<String> value(String name) {
            return ConfigProvider.getConfig().getOptionalValue(name, String.class);
        }
    }
}
