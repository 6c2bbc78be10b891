// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.load;

import io.holdfast.testsuite.cluster.CommandException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** HTTP with a limit on everything. Safe for use by several threads; all share the connections. */
public final class Http {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

    /** Longer than the 10 s that the grid gives an operation: what failed there is answered with an error, not a silence. */
    private static final Duration REPLY_LIMIT = Duration.ofSeconds(15);

    private final Duration replyLimit;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // Payara does not answer a request that offers HTTP/2 beside
            .connectTimeout(CONNECT_LIMIT)
            .build();

    /** With the usual limit. */
    public Http() {
        this(REPLY_LIMIT);
    }

    /** With another limit on replies. */
    public Http(Duration replyLimit) {
        this.replyLimit = replyLimit;
    }

    /** A request to which headers and a body may be added. */
    public HttpRequest.Builder to(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(replyLimit);
    }

    /**
     * Sends a request.
     *
     * @throws IOException if there is no whole reply: whether the request took effect is then unknown
     */
    public Reply send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("HF5100", "Interrupted while waiting for " + request.uri() + ".", e);
        }
    }

    /**
     * What a server said.
     *
     * @param status of HTTP
     * @param body as text
     * @param headers by name
     */
    public record Reply(int status, String body, Map<String, List<String>> headers) {

        /** Whether it acknowledges. */
        public boolean ok() {
            return status == 200;
        }

        /**
         * The body, read.
         *
         * @param type JsonObject or JsonArray
         * @throws IOException if it is not such
         */
        public <T extends JsonStructure> T json(Class<T> type) throws IOException {
            try (JsonReader reader = Json.createReader(new StringReader(body))) {
                return type.cast(reader.read());
            } catch (JsonException | ClassCastException e) {
                throw new IOException("not the JSON that was expected: " + start(), e);
            }
        }

        /** The status and the beginning of the body, for a message. */
        public String start() {
            return status + " "
                    + body.strip()
                            .lines()
                            .findFirst()
                            .map(line -> line.substring(0, Math.min(300, line.length())))
                            .orElse("");
        }
    }
}
