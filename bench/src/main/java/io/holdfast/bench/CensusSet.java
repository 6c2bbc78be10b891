// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the console takes for a page of the list of many sessions, over HTTP from a Payara Micro server: the first
 * page for somebody who has just come, and then every kind of page, again and again, each asked for so that it was not asked for
 * just before.
 */
final class CensusSet implements BenchmarkSet {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
    private static final Pattern ALL = Pattern.compile("\"all\":([0-9]+)");
    private static final Pattern MEMBER = Pattern.compile("\"uuid\":\"([^\"]+)\"");
    private static final int PAGE = 25;
    private static final long UNWATCHED_SECONDS = 75; // after a minute nobody is taken to watch

    @Override
    public void run(Effort effort, Results results) throws Exception {
        int sessions = effort.choose(1_000, 20_000, 100_000);
        try (CensusCluster cluster = new CensusCluster()) {
            cluster.fill(sessions);
            cluster.startServer();
            String token = found(
                    TOKEN,
                    send(HttpRequest.newBuilder(cluster.console().resolve("api/login"))
                            .header("Holdfast-Request", "1")
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"user\":\"admin\",\"password\":\"" + cluster.password() + "\"}"))));
            Session session = new Session(cluster.console(), token, results);
            session.time("census.first_page", "just_started_ms", "sessions?limit=" + PAGE);
            while (!session.get("sessions?limit=1").contains("\"all\":" + sessions + ",")) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            session.time("census.first_page", "cold_ms", "sessions?limit=" + PAGE);
            int rounds = effort.choose(1, 5, 20);
            Map<String, List<Double>> taken = new LinkedHashMap<>();
            for (int round = 0; round < rounds; round++) {
                session.round(round, sessions, taken);
            }
            taken.forEach((what, millis) -> {
                double[] sorted = millis.stream()
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .toArray();
                results.put("census." + what, "first_ms", millis.get(0));
                results.put("census." + what, "p50_ms", Results.quantile(sorted, 0.5));
                results.put("census." + what, "max_ms", sorted[sorted.length - 1]);
            });
            if (effort == Effort.FULL) {
                TimeUnit.SECONDS.sleep(UNWATCHED_SECONDS);
                session.time("census.first_page", "after_rest_ms", "sessions?limit=" + PAGE);
            }
            results.put("census", "sessions", Double.parseDouble(found(ALL, session.get("sessions?limit=1"))));
        }
    }

    private record Session(URI console, String token, Results results) {

        String get(String path) throws IOException, InterruptedException {
            return send(
                    HttpRequest.newBuilder(console.resolve("api/" + path)).header("Authorization", "Bearer " + token));
        }

        double time(String path) throws IOException, InterruptedException {
            long begun = System.nanoTime();
            get(path);
            return (System.nanoTime() - begun) / 1e6;
        }

        void time(String place, String kind, String path) throws IOException, InterruptedException {
            results.put(place, kind, time(path));
        }

        /** One of each, none of them twice within some rounds. */
        void round(int round, int sessions, Map<String, List<Double>> taken) throws IOException, InterruptedException {
            Matcher members = MEMBER.matcher(get("members"));
            List<String> ids = members.results().map(found -> found.group(1)).toList();
            String order = round % 2 == 0 ? "desc" : "asc";
            Map<String, String> queries = new LinkedHashMap<>();
            queries.put("first_page", "sessions?limit=" + PAGE);
            queries.put("last_page", "sessions?limit=" + PAGE + "&offset=" + (sessions - PAGE));
            queries.put("search", "sessions?limit=" + PAGE + "&q=" + (1_000 + 7 * round));
            queries.put("by_owner", "sessions?limit=" + PAGE + "&owner=" + ids.get(round % ids.size()));
            queries.put("by_status", "sessions?limit=" + PAGE + "&status=PROTECTED&order=" + order);
            for (String column : List.of("state", "updated", "owner", "version", "tolerates")) {
                queries.put("sorted_by_" + column, "sessions?limit=" + PAGE + "&sort=" + column + "&order=" + order);
            }
            queries.put(
                    "sorted_last_page",
                    "sessions?limit=" + PAGE + "&sort=stored&order=" + order + "&offset=" + (sessions - PAGE));
            queries.put("overview", "overview");
            queries.put("what_if_2", "whatif?lose=" + ids.get(0) + "&lose=" + ids.get(1 + round % (ids.size() - 1)));
            for (Map.Entry<String, String> query : queries.entrySet()) {
                taken.computeIfAbsent(query.getKey(), name -> new ArrayList<>()).add(time(query.getValue()));
            }
        }
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("HF5207 " + answer.uri() + " answered " + answer.statusCode() + ' ' + answer.body());
        }
        return answer.body();
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("HF5208 no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }
}
