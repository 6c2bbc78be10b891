// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench.call;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A client with one session, which it takes to whatever member it likes, and which knows what it must be told. Not thread-safe. */
public final class Roamer {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // Payara leaves a POST unanswered that offers HTTP/2 beside
            .connectTimeout(LIMIT)
            .build();

    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final int[] changed;
    private int calls;
    private int inDoubt;

    /** What came of a call. */
    public enum Answer {
        /** As it should be. */
        RIGHT,
        /** Something else than the history of the session. */
        WRONG,
        /** None, or an error; nobody knows whether the item was changed. */
        REFUSED
    }

    /** Opens the session there, with that many items in its basket. */
    public Roamer(URI basket, int items) throws IOException, InterruptedException {
        changed = new int[items];
        HttpResponse<String> reply = post(basket, "fill?items=" + items);
        if (reply.statusCode() != 200) {
            throw new IOException("HF5209 " + reply.uri() + " answered " + reply.statusCode() + ": " + reply.body());
        }
    }

    /** Changes the next item, there; not the next but the same as before if that was refused. */
    public Answer call(URI basket) throws InterruptedException {
        int item = calls * 7 % changed.length;
        HttpResponse<String> reply;
        try {
            reply = post(basket, "change?item=" + item);
        } catch (IOException e) {
            inDoubt++;
            return Answer.REFUSED;
        }
        if (reply.statusCode() != 200) {
            inDoubt++;
            return Answer.REFUSED;
        }
        int told = Integer.parseInt(reply.body());
        boolean right = told > changed[item] && told <= changed[item] + 1 + inDoubt;
        changed[item] = told;
        calls++;
        inDoubt = 0;
        return right ? Answer.RIGHT : Answer.WRONG;
    }

    private HttpResponse<String> post(URI basket, String call) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(basket + "/" + call))
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.noBody());
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + '=' + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> reply = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String cookie : reply.headers().allValues("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0];
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return reply;
    }
}
