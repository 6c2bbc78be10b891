// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What one member did after the loss of another. Times are epoch milliseconds, 0 for what has not happened; durations
 * are sums over the sessions, milliseconds.
 *
 * @param application whose sessions
 * @param member who recovered them, by name
 * @param lost who was lost, by name or id
 * @param detectedAt when the loss was noticed
 * @param firstClaimAt when the first session was claimed, if told
 * @param reprotectedAt when the member's sessions were as protected as they can be again, if told
 * @param sessions how many were claimed and reassembled
 * @param reactivated how many of them live again
 * @param failed how many could not be recovered
 * @param firstReactivatedAt when the first lived again
 * @param lastReactivatedAt when the last did
 * @param claimMillis from the claim to the reassembled state, or to the claimed manifest where {@code reassembleMillis}
 *     is told besides
 * @param reassembleMillis from the claimed manifest to the reassembled state, if told
 * @param reactivateMillis from the state to the live beans
 */
public record RecoverySight(
        String application,
        String member,
        String lost,
        long detectedAt,
        OptionalLong firstClaimAt,
        OptionalLong reprotectedAt,
        long sessions,
        long reactivated,
        long failed,
        long firstReactivatedAt,
        long lastReactivatedAt,
        long claimMillis,
        OptionalLong reassembleMillis,
        long reactivateMillis) {

    private static final int LONGEST = 4096;
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,128}");

    /** Reads a report; empty if the text is none. */
    static Optional<RecoverySight> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            return Optional.of(new RecoverySight(
                    name(json, "application"),
                    name(json, "member"),
                    name(json, "lost"),
                    number(json, "detectedAt"),
                    optional(json, "firstClaimAt"),
                    optional(json, "reprotectedAt"),
                    number(json, "sessions"),
                    number(json, "reactivated"),
                    number(json, "failed"),
                    number(json, "firstReactivatedAt"),
                    number(json, "lastReactivatedAt"),
                    number(json, "claimMillis"),
                    optional(json, "reassembleMillis"),
                    number(json, "reactivateMillis")));
        } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static String name(JsonObject json, String name) {
        if (json.get(name) instanceof JsonString text
                && NAME.matcher(text.getString()).matches()) {
            return text.getString();
        }
        throw new IllegalArgumentException(name);
    }

    private static OptionalLong optional(JsonObject json, String name) {
        return json.containsKey(name) ? OptionalLong.of(number(json, name)) : OptionalLong.empty();
    }

    private static long number(JsonObject json, String name) {
        // The length keeps 1e999999999 from being written out.
        if (json.get(name) instanceof JsonNumber number && number.toString().matches("[0-9]{1,18}")) {
            return number.longValueExact();
        }
        throw new IllegalArgumentException(name);
    }
}
