// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.config;

import io.holdfast.hazelcast.GridSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The configuration in force. What concerns the grid has the names and defaults that applications use, because the maps
 * of the grid must be configured alike by all.
 *
 * @param grid how this console takes part in the grid
 * @param user who may look and act, 1 to 64 characters; {@code holdfast.console.user}, default {@value #DEFAULT_USER}
 * @param password with what, or its hash; {@code holdfast.console.password}; empty: a secret is made at the first start
 * @param viewer who may only look; {@code holdfast.console.viewer.user}, default {@value #DEFAULT_VIEWER}
 * @param viewerPassword with what, or its hash; {@code holdfast.console.viewer.password}; empty: nobody
 * @param address where other members' consoles send people who look for this one; {@code holdfast.console.url}; empty:
 *     taken from the first request
 */
public record ConsoleSettings(
        GridSettings grid,
        String user,
        Optional<String> password,
        String viewer,
        Optional<String> viewerPassword,
        Optional<ConsoleAddress> address) {

    private static final String DEFAULT_USER = "admin";
    private static final String DEFAULT_VIEWER = "viewer";

    /**
     * Reads every setting.
     *
     * @param source answers the configured value of a name, if there is one
     * @throws IllegalArgumentException that names the value that is not valid
     */
    public static ConsoleSettings read(Function<String, Optional<String>> source) {
        Function<String, Optional<String>> stripped =
                name -> source.apply(name).map(String::strip).filter(value -> !value.isEmpty());
        int tolerate = number(stripped, "holdfast.tolerate", 1, 4, 2);
        GridSettings grid = GridSettings.defaults()
                .withMemberName(stripped.apply("holdfast.member.name").orElse(""))
                .withZone(stripped.apply("holdfast.zone").orElse(""))
                .withManifestBackups(number(stripped, "holdfast.manifest.backups", 0, 6, Math.max(2, tolerate)))
                .withTimeLimit(Duration.ofMillis(number(stripped, "holdfast.operation.limit", 100, 300_000, 5_000)));
        String user = user(stripped, "holdfast.console.user", DEFAULT_USER);
        String viewer = user(stripped, "holdfast.console.viewer.user", DEFAULT_VIEWER);
        if (user.equals(viewer)) {
            throw new IllegalArgumentException("HF4002 holdfast.console.viewer.user is '" + viewer
                    + "', must be another than holdfast.console.user");
        }
        return new ConsoleSettings(
                grid,
                user,
                stripped.apply("holdfast.console.password"),
                viewer,
                stripped.apply("holdfast.console.viewer.password"),
                stripped.apply("holdfast.console.url").map(ConsoleSettings::address));
    }

    /**
     * The configuration of this application: MicroProfile Config where the server has it, else system properties, else
     * environment variables ({@code holdfast.tolerate} is {@code HOLDFAST_TOLERATE}).
     */
    public static ConsoleSettings ofServer() {
        try {
            return read(MicroProfile::value);
        } catch (NoClassDefFoundError | IllegalStateException absent) {
            return read(ConsoleSettings::property);
        }
    }

    private static String user(Function<String, Optional<String>> source, String name, String standard) {
        String user = source.apply(name).orElse(standard);
        if (!user.matches("[^\\p{Cntrl}:]{1,64}")) {
            throw new IllegalArgumentException("HF4002 " + name + " is '" + user
                    + "', must be 1 to 64 characters, none a colon or a control character");
        }
        return user;
    }

    private static ConsoleAddress address(String text) {
        return ConsoleAddress.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("HF4002 holdfast.console.url is '" + text
                        + "', must be the address of the console as people call it, as http://host:8080/holdfast/"));
    }

    private static int number(
            Function<String, Optional<String>> source, String name, int least, int most, int standard) {
        Optional<String> text = source.apply(name);
        if (text.isEmpty()) {
            return standard;
        }
        try {
            int number = Integer.parseInt(text.orElseThrow());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused(name, text.orElseThrow(), least, most, e);
        }
        throw refused(name, text.orElseThrow(), least, most, null);
    }

    private static IllegalArgumentException refused(
            String name, String text, int least, int most, NumberFormatException cause) {
        return new IllegalArgumentException(
                "HF4002 " + name + " is '" + text + "', must be a whole number, " + least + " to " + most, cause);
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() ->
                        Optional.ofNullable(System.getenv(name.replace('.', '_').toUpperCase(Locale.ROOT))));
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "ConsoleSettings[" + grid + ", user=" + user + "]";
    }

    /** Loaded only where the API is there. */
    private static final class MicroProfile {
        static Optional<String> value(String name) {
            return ConfigProvider.getConfig().getOptionalValue(name, String.class);
        }
    }
}
