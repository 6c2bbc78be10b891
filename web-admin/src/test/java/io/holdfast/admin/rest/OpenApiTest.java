// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.admin.action.AuditLog;
import io.holdfast.admin.action.Verification;
import io.holdfast.admin.config.ConsoleAddress;
import io.holdfast.admin.live.History;
import io.holdfast.admin.metrics.Pulse;
import io.holdfast.admin.sight.Configuration;
import io.holdfast.admin.sight.Count;
import io.holdfast.admin.sight.FragmentSight;
import io.holdfast.admin.sight.MemberSight;
import io.holdfast.admin.sight.Page;
import io.holdfast.admin.sight.Protection;
import io.holdfast.admin.sight.RecoverySight;
import io.holdfast.admin.sight.SampleCount;
import io.holdfast.admin.sight.SessionSummary;
import io.holdfast.admin.sight.Status;
import io.holdfast.admin.sight.StripeMap;
import io.holdfast.admin.sight.WhatIf;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.operation.Operation;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import io.holdfast.hazelcast.StorageFigures;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document that programs are written after says what the resources do: paths, parameters, roles, types, fields. */
class OpenApiTest {

    private static final JsonObject DOCUMENT = read();
    private static final Member N1 = new Member("u1", "n1", "rack 1", true);
    private static final ClusterView VIEW = new ClusterView("u1", List.of(N1), List.of("u1"));
    private static final SessionSummary SESSION = new SessionSummary(
            new CheckpointId("shop", "abc"),
            Optional.of("u1"),
            Optional.of("n1"),
            new Version(2, 17),
            1000,
            "4+1",
            2,
            new Protection(Status.PROTECTED, 2),
            1500,
            1_800_000_000_000L,
            Optional.empty());

    @Test
    void everyOperationIsDescribedAsItIs() throws Exception {
        assertThat(described()).isEqualTo(implemented());
    }

    @Test
    void theAnswersHaveTheFieldsThatAreDescribed() {
        Count count = SampleCount.of(SESSION);
        Pulse.Beat beat = new Pulse.Beat(
                OptionalDouble.of(1),
                OptionalDouble.empty(),
                OptionalDouble.of(2),
                OptionalDouble.empty(),
                Map.of("n1", 1.0));
        StripeMap map = new StripeMap(
                SESSION,
                5,
                "2.16",
                "why",
                List.of(new StripeMap.Row(
                        new GroupId(new Version(2, 16), 3),
                        1000,
                        List.of(
                                new StripeMap.Fragment(0, 0, false, 0, Optional.of(N1), FragmentSight.VALID, 40),
                                new StripeMap.Fragment(1, 1, true, 0, Optional.empty(), FragmentSight.MISSING, 0)))));
        check(
                "members",
                Answers.members(List.of(
                        new MemberSight(N1, List.of("shop"), 1, true, false, ConsoleAddress.parse("http://n1/")),
                        new MemberSight(N1, List.of(), 0, false, true, Optional.empty()))));
        check("sessions", Answers.sessions(count, count.sessions(), new Page(0, 10), VIEW));
        check("session", Answers.stripeMap(map, VIEW));
        check(
                "storage",
                Answers.storage(
                        "n1", new StorageFigures(new StorageFigures.Kept(1, 2), new StorageFigures.Kept(3, 4))));
        check(
                "recoveries",
                Answers.recoveries(List.of(new RecoverySight(
                        "shop",
                        "n2",
                        "n1",
                        1000,
                        OptionalLong.of(1050),
                        OptionalLong.empty(),
                        3,
                        2,
                        1,
                        1100,
                        1200,
                        30,
                        OptionalLong.of(7),
                        20))));
        check("overview", Answers.overview(count, 3, 2, beat).build());
        check(
                "history",
                Answers.history(List.of(new History.Point(
                        1,
                        OptionalDouble.of(1),
                        OptionalDouble.empty(),
                        OptionalDouble.of(3),
                        4,
                        1,
                        OptionalDouble.of(1.25)))));
        check(
                "whatIf",
                Answers.whatIf(new WhatIf(Set.of("u1"), 3, 2, 1, 1, 1, List.of(SESSION), List.of("advice")), VIEW));
        check(
                "configuration",
                Answers.configurations(List.of(new Configuration(
                        "shop", "n1", List.of(new Configuration.Setting("a", "1", "2", "what")), Map.of()))));
        check("audit", Answers.audit(List.of(new AuditLog.Entry(1, "ada", "::1", "n1", "drain", "n2"))));
        Operation operation = new Operation(
                "0a-1", Operation.Kind.MOVE, SESSION.id(), "u1", "ada", 1, Operation.State.DONE, "n2", 2, "moved");
        check("operations", Answers.operations(List.of(operation), VIEW));
        check("move", Answers.operation(operation, VIEW).build());
        check("verification", Answers.verification(Optional.empty()));
        check(
                "verification",
                Answers.verification(
                        Optional.of(new Verification.Progress(1, 2, 3, 3, 0, 15, 1, List.of(SESSION.id()), 0))));
        check("reprotectAll", Answers.asked(3));
        assertThat(complaints(schema("Problem"), read(new Problem(400, "t", "HF4010", "d").json()), "problem"))
                .isEmpty();
    }

    @Test
    void theCheckItselfFindsWhatIsMissingTooMuchOrOfAnotherType() {
        JsonObject schema = schema("Kept");
        assertThat(complaints(schema, read("{\"entries\":1,\"bytes\":2}"), "x")).isEmpty();
        assertThat(complaints(schema, read("{\"entries\":1}"), "x")).hasSize(1);
        assertThat(complaints(schema, read("{\"entries\":1,\"bytes\":\"2\"}"), "x"))
                .hasSize(1);
        assertThat(complaints(schema, read("{\"entries\":1,\"bytes\":2,\"more\":3}"), "x"))
                .hasSize(1);
    }

    // ---------------------------------------------------------------- what is described and what there is

    private static Map<String, String> described() {
        Map<String, String> found = new TreeMap<>();
        DOCUMENT.getJsonObject("paths")
                .forEach((path, item) -> item.asJsonObject().forEach((method, value) -> {
                    if (method.equals("get") || method.equals("post")) {
                        JsonObject operation = value.asJsonObject();
                        Set<String> parameters = new TreeSet<>();
                        for (JsonValue one : operation
                                .getOrDefault("parameters", JsonValue.EMPTY_JSON_ARRAY)
                                .asJsonArray()) {
                            JsonObject parameter = one.asJsonObject();
                            parameters.add(parameter.getString("in") + ' ' + parameter.getString("name"));
                        }
                        String media = operation
                                .getJsonObject("responses")
                                .getJsonObject("200")
                                .getJsonObject("content")
                                .keySet()
                                .iterator()
                                .next();
                        found.put(method + ' ' + path, operation.getString("x-role") + ' ' + parameters + ' ' + media);
                    }
                }));
        return found;
    }

    private static Map<String, String> implemented() throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (Class<?> resource : resources()) {
            String root = resource.getAnnotation(Path.class).value();
            for (Method method : resource.getDeclaredMethods()) {
                boolean get = method.isAnnotationPresent(GET.class);
                if (get || method.isAnnotationPresent(POST.class)) {
                    Path more = method.getAnnotation(Path.class);
                    String path = Stream.of(root, more == null ? "" : more.value())
                            .filter(part -> !part.isEmpty())
                            .collect(Collectors.joining("/", "/", ""));
                    Set<String> parameters = new TreeSet<>();
                    for (Parameter parameter : method.getParameters()) {
                        Optional.ofNullable(parameter.getAnnotation(QueryParam.class))
                                .ifPresent(one -> parameters.add("query " + one.value()));
                        Optional.ofNullable(parameter.getAnnotation(PathParam.class))
                                .ifPresent(one -> parameters.add("path " + one.value()));
                    }
                    if (!get) {
                        parameters.add("header " + Guard.REQUEST);
                    }
                    Produces produces = Optional.ofNullable(method.getAnnotation(Produces.class))
                            .orElseGet(() -> resource.getAnnotation(Produces.class));
                    String role = method.isAnnotationPresent(Operator.class) ? "operator" : "viewer";
                    found.put(
                            (get ? "get " : "post ") + path,
                            (path.equals("/login") ? "none" : role) + ' ' + parameters + ' ' + produces.value()[0]);
                }
            }
        }
        String metrics = MetricsServlet.class.getAnnotation(WebServlet.class).value()[0];
        found.put("get " + metrics, "viewer [] application/openmetrics-text");
        return found;
    }

    /** All classes of the package with a path. */
    private static List<Class<?>> resources() throws Exception {
        List<Class<?>> found = new ArrayList<>();
        java.nio.file.Path directory = java.nio.file.Path.of(ConsoleApplication.class
                        .getResource("ConsoleApplication.class")
                        .toURI())
                .getParent();
        try (Stream<java.nio.file.Path> files = Files.list(directory)) {
            for (java.nio.file.Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith("Resource.class")) {
                    Class<?> type = Class.forName(
                            ConsoleApplication.class.getPackageName() + '.' + name.substring(0, name.length() - 6));
                    assertThat(type).hasAnnotation(Path.class);
                    found.add(type);
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(6);
        return found;
    }

    // ---------------------------------------------------------------- fields

    private static void check(String operation, JsonValue answer) {
        JsonObject schema = DOCUMENT.getJsonObject("paths").values().stream()
                .flatMap(item -> item.asJsonObject().values().stream())
                .filter(value -> value instanceof JsonObject one && operation.equals(one.getString("operationId", "")))
                .map(value -> value.asJsonObject()
                        .getJsonObject("responses")
                        .getJsonObject("200")
                        .getJsonObject("content")
                        .getJsonObject("application/json")
                        .getJsonObject("schema"))
                .findFirst()
                .orElseThrow();
        assertThat(complaints(schema, answer, operation)).isEmpty();
    }

    private static List<String> complaints(JsonObject given, JsonValue value, String where) {
        List<String> found = new ArrayList<>();
        JsonObject schema = given.containsKey("$ref")
                ? schema(given.getString("$ref").replace("#/components/schemas/", ""))
                : given;
        Set<String> types = schema.get("type") instanceof JsonArray several
                ? several.getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .collect(Collectors.toSet())
                : Set.of(schema.getString("type"));
        if (!types.contains(typeOf(value))
                && !(types.contains("number") && typeOf(value).equals("integer"))) {
            found.add(where + " is " + typeOf(value) + ", not " + types);
        } else if (value instanceof JsonObject object) {
            JsonObject properties = schema.getOrDefault("properties", JsonValue.EMPTY_JSON_OBJECT)
                    .asJsonObject();
            schema
                    .getOrDefault("required", JsonValue.EMPTY_JSON_ARRAY)
                    .asJsonArray()
                    .getValuesAs(JsonString.class)
                    .stream()
                    .map(JsonString::getString)
                    .filter(name -> !object.containsKey(name))
                    .forEach(name -> found.add(where + '.' + name + " is missing"));
            object.forEach((name, one) -> {
                if (properties.containsKey(name)) {
                    found.addAll(complaints(properties.getJsonObject(name), one, where + '.' + name));
                } else if (schema.get("additionalProperties") instanceof JsonObject any) {
                    found.addAll(complaints(any, one, where + '.' + name));
                } else {
                    found.add(where + '.' + name + " is not described");
                }
            });
        } else if (value instanceof JsonArray array) {
            array.forEach(one -> found.addAll(complaints(schema.getJsonObject("items"), one, where + "[]")));
        } else if (schema.containsKey("enum") && !schema.getJsonArray("enum").contains(value)) {
            found.add(where + " is " + value + ", not one of " + schema.get("enum"));
        }
        return found;
    }

    private static String typeOf(JsonValue value) {
        return switch (value.getValueType()) {
            case ARRAY -> "array";
            case OBJECT -> "object";
            case STRING -> "string";
            case TRUE, FALSE -> "boolean";
            case NULL -> "null";
            case NUMBER -> ((JsonNumber) value).isIntegral() ? "integer" : "number";
        };
    }

    private static JsonObject schema(String name) {
        return DOCUMENT.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
    }

    private static JsonObject read(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static JsonObject read() {
        try (InputStream in = Files.newInputStream(java.nio.file.Path.of("src/main/webapp/openapi.json"));
                JsonReader reader = Json.createReader(in)) {
            return reader.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
