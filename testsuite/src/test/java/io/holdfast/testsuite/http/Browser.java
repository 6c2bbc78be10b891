// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A client that keeps cookies by name, whatever member set them, as a browser behind a load balancer does. For one
 * thread.
 */
public final class Browser {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // Payara leaves a POST unanswered that offers HTTP/2 beside
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Map<String, String> cookies = new TreeMap<>();

    /** The value of a cookie that it has now; null if it has none. */
    public String cookie(String name) {
        return cookies.get(name);
    }

    /** Makes it send that cookie. */
    public Browser withCookie(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    /** Gets. */
    public Reply get(URI uri) {
        return send(HttpRequest.newBuilder(uri));
    }

    /** Posts nothing. */
    public Reply post(URI uri) {
        return send(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** Posts JSON. */
    public Reply post(URI uri, String json) {
        return send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Posts nothing, with more headers. */
    public Reply post(URI uri, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        return send(request);
    }

    /** Deletes. */
    public Reply delete(URI uri) {
        return send(HttpRequest.newBuilder(uri).DELETE());
    }

    private Reply send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + '=' + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            Reply reply = Reply.of(CLIENT.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString()));
            reply.setCookies().forEach(this::keep);
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String setCookie) {
        String pair = setCookie.split(";", 2)[0];
        String name = pair.substring(0, pair.indexOf('='));
        String value = pair.substring(name.length() + 1);
        if (value.isEmpty() || setCookie.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }
}
