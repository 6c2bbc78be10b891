// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.web;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a client asks to be put into its cart. The shape only: the bounds of the values are the cart's.
 *
 * @param note empty if the request has none
 */
record NewItem(String reference, String sku, int quantity, String note) {

    /** Room for the longest note with every character escaped, and for the rest. */
    static final int MAX_BYTES = 16 * 1024;

    /**
     * Reads a request.
     *
     * @param body a JSON object in UTF-8, at most {@value #MAX_BYTES} bytes: no more is read
     * @throws BadRequest if it is longer, no JSON object, or a member is missing or of another type
     * @throws IOException if the stream fails
     */
    static NewItem read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new BadRequest("HF5405", "The request has more than " + MAX_BYTES + " bytes. Shorten the note.");
        }
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
            JsonObject item = reader.readObject();
            return new NewItem(
                    text(item, "reference"), text(item, "sku"), integer(item, "quantity"), optionalText(item, "note"));
        } catch (JsonException e) {
            throw new BadRequest(
                    "HF5406",
                    "The request is not a JSON object as in"
                            + " {\"reference\":\"c17-i42\",\"sku\":\"HF-0001\",\"quantity\":1,\"note\":\"\"}.");
        }
    }

    private static String optionalText(JsonObject object, String name) {
        return object.getOrDefault(name, JsonValue.NULL) == JsonValue.NULL ? "" : text(object, name);
    }

    private static String text(JsonObject object, String name) {
        if (object.get(name) instanceof JsonString text) {
            return text.getString();
        }
        throw wrong(object, name, "a text");
    }

    private static int integer(JsonObject object, String name) {
        if (object.get(name) instanceof JsonNumber number && number.isIntegral()) {
            try {
                return number.intValueExact();
            } catch (ArithmeticException e) {
                throw wrong(object, name, "a whole number that fits into 32 bits");
            }
        }
        throw wrong(object, name, "a whole number");
    }

    private static BadRequest wrong(JsonObject object, String name, String wanted) {
        JsonValue value = object.get(name);
        return new BadRequest(
                "HF5407",
                value == null
                        ? "The request has no \"" + name + "\"; it must be " + wanted + "."
                        : "\"" + name + "\" must be " + wanted + ", and is of type " + value.getValueType() + ".");
    }
}
