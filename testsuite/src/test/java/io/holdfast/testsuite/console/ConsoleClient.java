// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.console;

import io.holdfast.testsuite.cluster.MicroMember;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** A program that uses the console's resources. Immutable. */
final class ConsoleClient {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String authorization;

    private ConsoleClient(String authorization) {
        this.authorization = authorization;
    }

    /** With user and password. */
    static ConsoleClient of(String user, String password) {
        return new ConsoleClient("Basic "
                + Base64.getEncoder().encodeToString((user + ':' + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** Without anything. */
    static ConsoleClient nobody() {
        return new ConsoleClient("");
    }

    /** With a login that a page was given. */
    static ConsoleClient bearer(String token) {
        return new ConsoleClient("Bearer " + token);
    }

    /** Sends a request, with these headers by turns name and value. */
    HttpResponse<String> send(String method, MicroMember member, String path, String... headers)
            throws IOException, InterruptedException {
        return send(method, member, path, method.equals("POST") ? "{}" : "", headers);
    }

    /** Posts a body, with these headers by turns name and value. */
    HttpResponse<String> post(MicroMember member, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send("POST", member, path, body, headers);
    }

    private HttpResponse<String> send(String method, MicroMember member, String path, String body, String[] headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(member.uri().resolve("/holdfast/" + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What a resource answers, which must be 200. */
    JsonStructure get(MicroMember member, String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send("GET", member, "api/" + path);
        if (response.statusCode() != 200) {
            throw new IOException(path + " answered " + response.statusCode() + ' ' + response.body());
        }
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return reader.read();
        }
    }
}
