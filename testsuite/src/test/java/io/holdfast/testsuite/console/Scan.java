// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testsuite.cluster.MicroMember;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;

/** Looks for the usual weaknesses in everything that {@code openapi.json} describes. */
final class Scan {

    private static final String[] OWN = {"Holdfast-Request", "1"};
    private static final String[] JSON = {"Holdfast-Request", "1", "Content-Type", "application/json"};
    private static final List<String> BODIES = List.of(
            "<script>alert(1)</script>",
            "{\"user\":",
            "[[[[[[[[[[",
            "null",
            "{\"user\":{\"<img src=x onerror=alert(1)>\":1},\"password\":[]}",
            "\u0000",
            "x".repeat(100_000));
    private static final List<String> PROBES = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "'; DROP TABLE x; --",
            "../../etc/passwd",
            "%00",
            "${7*7}");

    private final MicroMember member;
    private final ConsoleClient operator;
    private final ConsoleClient viewer;
    private final JsonObject document;

    /** Of the console on that member. */
    Scan(MicroMember member, ConsoleClient operator, ConsoleClient viewer) throws IOException, InterruptedException {
        this.member = member;
        this.operator = operator;
        this.viewer = viewer;
        String text = ConsoleClient.nobody().send("GET", member, "openapi.json").body();
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            document = reader.readObject();
        }
    }

    private record Endpoint(String method, String path, String role, JsonObject description) {}

    private List<Endpoint> endpoints() {
        List<Endpoint> found = new ArrayList<>();
        document.getJsonObject("paths")
                .forEach((path, item) -> item.asJsonObject().forEach((method, value) -> {
                    if (method.equals("get") || method.equals("post")) {
                        JsonObject operation = value.asJsonObject();
                        String where = path.equals("/metrics") ? "metrics" : "api" + path;
                        found.add(new Endpoint(
                                method.toUpperCase(Locale.ROOT), where, operation.getString("x-role"), operation));
                    }
                }));
        return found;
    }

    /** Nobody gets in without a login, and a viewer gets nothing that is for operators. */
    void everyEndpointAsksForItsRole() throws IOException, InterruptedException {
        assertThat(ConsoleClient.of("tester", "wrong")
                        .send("GET", member, "api/me")
                        .statusCode())
                .isEqualTo(401);
        for (Endpoint one : endpoints()) {
            String path = filled(one.path(), "none");
            String name = one.method() + ' ' + path;
            if (!one.role().equals("none")) {
                HttpResponse<String> stranger = ConsoleClient.nobody().send(one.method(), member, path, OWN);
                assertThat(stranger.statusCode()).as(name + " without a login").isEqualTo(401);
                assertThat(ConsoleClient.bearer("HF1.eve.OPERATOR.x.1.2.z")
                                .send(one.method(), member, path, OWN)
                                .statusCode())
                        .as(name + " with a forged login")
                        .isEqualTo(401);
            }
            if (one.role().equals("operator")) {
                HttpResponse<String> refused = viewer.send(one.method(), member, path, OWN);
                assertThat(refused.statusCode()).as(name + " as a viewer").isEqualTo(403);
                assertThat(refused.body()).as(name + " as a viewer").contains("HF4025");
            }
            if (one.role().equals("viewer") && one.method().equals("GET") && !path.endsWith("events")) {
                assertThat(viewer.send(one.method(), member, path).statusCode())
                        .as(name + " as a viewer")
                        .isIn(200, 404);
            }
        }
    }

    /** What another site makes a browser send changes nothing. */
    void nothingChangesWithoutTheHeaderOfAnOwnPage() throws IOException, InterruptedException {
        for (Endpoint one : endpoints()) {
            if (one.method().equals("POST")) {
                HttpResponse<String> refused = operator.send("POST", member, filled(one.path(), "none"));
                assertThat(refused.statusCode()).as(one.path()).isEqualTo(403);
                assertThat(refused.body()).as(one.path()).contains("HF4023");
            }
        }
        HttpResponse<String> preflight = ConsoleClient.nobody()
                .send(
                        "OPTIONS",
                        member,
                        "api/sessions/verify",
                        "Origin",
                        "http://evil.example",
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "holdfast-request");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(operator.send("GET", member, "api/me", "Origin", "http://evil.example")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    /** Another member's page may call this one, and only by its own address. */
    void anotherMembersPageMayCall(MicroMember other) throws IOException, InterruptedException {
        String origin = "http://" + other.uri().getAuthority();
        HttpResponse<String> preflight = ConsoleClient.nobody()
                .send(
                        "OPTIONS",
                        member,
                        "api/sessions/verify",
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "holdfast-request");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains(origin);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    /** Every answer, good or bad, carries the headers that guard it, and no cookie. */
    void everyAnswerIsGuarded() throws IOException, InterruptedException {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (Endpoint one : endpoints()) {
            if (one.method().equals("GET") && !one.path().endsWith("events")) {
                answers.add(operator.send("GET", member, filled(one.path(), "none")));
            }
        }
        for (String path : List.of(
                "", "index.html", "js/console.js", "console.css", "lib/uPlot.esm.js", "nothing", "api/nothing")) {
            answers.add(operator.send("GET", member, path));
            answers.add(ConsoleClient.nobody().send("GET", member, path));
        }
        answers.add(ConsoleClient.nobody().send("PUT", member, "api/members"));
        for (HttpResponse<String> answer : answers) {
            assertThat(answer.headers().map())
                    .as(answer.uri() + " " + answer.statusCode())
                    .containsKeys(
                            "content-security-policy",
                            "x-content-type-options",
                            "x-frame-options",
                            "referrer-policy",
                            "cache-control")
                    .doesNotContainKeys("set-cookie", "access-control-allow-credentials");
            String policy =
                    answer.headers().firstValue("Content-Security-Policy").orElseThrow();
            assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe", "*");
        }
        assertThat(operator.send("GET", member, "api/members").headers().firstValue("Cache-Control"))
                .contains("no-store");
    }

    /** Whatever is asked or sent, the answer is JSON that says what is wrong, never markup, and never a defect. */
    void noInputComesBackAsMarkup() throws IOException, InterruptedException {
        for (Endpoint one : endpoints()) {
            for (String probe : PROBES) {
                String encoded =
                        URLEncoder.encode(probe, StandardCharsets.UTF_8).replace("+", "%20");
                String path = filled(one.path(), encoded) + query(one, encoded);
                if (one.method().equals("POST")) {
                    harmless(operator.post(member, path, probed(one, probe), JSON));
                } else if (!one.path().endsWith("events")) {
                    harmless(operator.send("GET", member, path));
                }
            }
        }
    }

    /** A body that is no JSON at all, or another one, or of another type. */
    void noBodyIsADefect() throws IOException, InterruptedException {
        String[] text = {"Holdfast-Request", "1", "Content-Type", "text/html"};
        for (Endpoint one : endpoints()) {
            if (one.method().equals("POST")
                    && !one.path().endsWith("login")) { // each failed login costs one of ten tries
                for (String body : BODIES) {
                    harmless(operator.post(member, filled(one.path(), "none"), body, JSON));
                    harmless(operator.post(member, filled(one.path(), "none"), body, text));
                }
            }
        }
        harmless(operator.post(member, "api/login", BODIES.get(0), JSON));
        harmless(operator.post(member, "api/login", BODIES.get(0), text));
    }

    private static void harmless(HttpResponse<String> answer) {
        String what = answer.request().method() + ' ' + answer.uri();
        assertThat(answer.statusCode()).as(what).isLessThan(500);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as(what)
                .doesNotContain("html");
        assertThat(answer.headers().map()).as(what).containsKeys("content-security-policy", "x-content-type-options");
    }

    private static String query(Endpoint one, String encoded) {
        StringBuilder query = new StringBuilder("?");
        for (JsonValue value : one.description()
                .getOrDefault("parameters", JsonValue.EMPTY_JSON_ARRAY)
                .asJsonArray()) {
            JsonObject parameter = value.asJsonObject();
            if (parameter.getString("in").equals("query")) {
                query.append(parameter.getString("name"))
                        .append('=')
                        .append(encoded)
                        .append('&');
            }
        }
        return query.toString();
    }

    /** A body with the probe in each property that the description names, and in one that it does not. */
    private String probed(Endpoint one, String probe) {
        JsonObjectBuilder body = Json.createObjectBuilder().add("other", probe);
        if (one.description().containsKey("requestBody")) {
            String reference = one.description()
                    .getJsonObject("requestBody")
                    .getJsonObject("content")
                    .getJsonObject("application/json")
                    .getJsonObject("schema")
                    .getString("$ref");
            document.getJsonObject("components")
                    .getJsonObject("schemas")
                    .getJsonObject(reference.substring(reference.lastIndexOf('/') + 1))
                    .getJsonObject("properties")
                    .keySet()
                    .forEach(name -> body.add(name, probe));
        }
        return body.build().toString();
    }

    /** Who guesses has to wait; who is right and did not guess has not. */
    void guessingIsSlowedDown() throws IOException, InterruptedException {
        int refused = 0;
        for (int i = 0; i < 30 && refused == 0; i++) {
            HttpResponse<String> answer =
                    ConsoleClient.of("tester", "guess " + i).send("GET", member, "api/me");
            if (answer.statusCode() == 429) {
                refused++;
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.body()).contains("HF4022");
            }
        }
        assertThat(refused).isPositive();
    }

    private static String filled(String path, String value) {
        return path.replaceAll("\\{[a-z]+}", Matcher.quoteReplacement(value));
    }
}
