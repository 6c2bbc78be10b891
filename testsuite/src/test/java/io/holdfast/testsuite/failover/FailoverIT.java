// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testsuite.cluster.ClusterPlan;
import io.holdfast.testsuite.cluster.MicroCluster;
import io.holdfast.testsuite.cluster.MicroMember;
import io.holdfast.testsuite.http.Browser;
import io.holdfast.testsuite.http.Reply;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shop on three real members, with encrypted checkpoints whose groups are striped by a backup member. The last test
 * kills one of them.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailoverIT {

    private static final Path TARGET = Path.of("target");
    private static final Path GRID = Path.of("..", "hazelcast-config", "config", "hazelcast-payara-micro-one-host.xml");
    private static final String COOKIE = "HOLDFAST_SHOP";
    private static final String PASSWORD = UUID.randomUUID().toString();
    private static final long LIMIT_SECONDS = 120;

    @TempDir
    static Path directory;

    private static MicroCluster cluster;
    private static MicroMember first;
    private static MicroMember second;
    private static MicroMember third;

    @BeforeAll
    static void start() {
        Path wars = TARGET.resolve("wars");
        cluster = new MicroCluster(new ClusterPlan(
                        3,
                        TARGET.resolve("payara-micro.jar"),
                        directory.resolve("members"),
                        "/shop/api/member",
                        List.of(wars.resolve("shop.war"), wars.resolve("holdfast.war")))
                .payaraOptions(
                        "--hzconfigfile", GRID.toAbsolutePath().normalize().toString())
                .environment("HOLDFAST_ENCRYPTION_KEYS", "test:" + randomKey())
                .environment("HOLDFAST_DISTRIBUTOR", "backup")
                .environment("HOLDFAST_CONSOLE_USER", "tester")
                .environment("HOLDFAST_CONSOLE_PASSWORD", PASSWORD)
                .startLimit(Duration.ofMinutes(8)));
        cluster.start();
        first = cluster.members().get(0);
        second = cluster.members().get(1);
        third = cluster.members().get(2);
    }

    private static String randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void aCartThatIsCalledOnAnotherMemberEachTimeIsTheSameCart() {
        Browser browser = new Browser();
        List<MicroMember> members = cluster.members();
        for (int round = 0; round < 10; round++) {
            MicroMember member = members.get(round % members.size());
            add(browser, member, "r" + round, "note " + round);
            assertThat(references(browser, second)).isEqualTo(references(0, round));
        }
    }

    @Test
    @Order(2)
    void anUnknownOrForgedCookieGetsASessionUnderAnIdOfTheServer() {
        String chosen = "A".repeat(22);
        Browser unknown = new Browser().withCookie(COOKIE, chosen);
        assertThat(add(unknown, first, "r0", "x").header("Holdfast-Notice"))
                .hasValueSatisfying(notice -> assertThat(notice).startsWith("HF3101"));
        assertThat(unknown.cookie(COOKIE)).hasSize(22).isNotEqualTo(chosen);

        Browser forged = new Browser().withCookie(COOKIE, "../../etc");
        assertThat(add(forged, first, "r0", "x").header("Holdfast-Notice"))
                .hasValueSatisfying(notice -> assertThat(notice).startsWith("HF3102"));
        assertThat(references(forged, first)).containsExactly("r0");
    }

    @Test
    @Order(3)
    void theServersOwnAvailabilityIsNotAskedToStoreTheCart() throws IOException {
        add(new Browser(), first, "r0", "x");
        for (MicroMember member : cluster.members()) {
            assertThat(Files.readString(member.log()))
                    .as("the deploy-time warning that the server stores the bean a second time")
                    .contains("HF3000")
                    .doesNotContain("HF3020");
        }
    }

    @Test
    @Order(4)
    void theBeansOfAKilledMemberLiveOnABackupMemberBeforeAnyRequestForThem() throws Exception {
        Browser browser = new Browser();
        for (int i = 0; i < 12; i++) {
            add(browser, first, "r" + i, "n".repeat(1_000));
        }
        String session = browser.cookie(COOKIE);
        int items = addUntilStripedElsewhere(browser, 12);
        JsonObject before = get(browser, first);

        first.kill9();
        JsonObject recovery = awaitRecovery("n1");

        assertThat(recovery.getInt("reactivated")).isPositive();
        assertThat(recovery.getInt("failed")).isZero();
        JsonObject stored =
                json(console(second, "api/sessions/shop/" + session)).asJsonObject();
        assertThat(stored.getJsonNumber("epoch").longValue()).isEqualTo(2);
        MicroMember owner = stored.getString("ownerName").equals("n2") ? second : third;
        JsonObject after = get(browser, owner);
        assertThat(after.getString("member")).isEqualTo(owner.name());
        assertThat(after.getJsonNumber("epoch").longValue())
                .as("the request found the bean, it did not fetch it")
                .isEqualTo(2);
        assertThat(after.getJsonArray("items")).isEqualTo(before.getJsonArray("items"));
        add(browser, owner, "r" + items, "after");
        assertThat(references(browser, owner)).isEqualTo(references(0, items));
    }

    private static Reply add(Browser browser, MicroMember member, String reference, String note) {
        Reply reply = browser.post(
                uri(member, "/shop/api/cart/items"),
                Json.createObjectBuilder()
                        .add("reference", reference)
                        .add("sku", "HF-0001")
                        .add("quantity", 1)
                        .add("note", note)
                        .build()
                        .toString());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply;
    }

    private static JsonObject get(Browser browser, MicroMember member) {
        Reply reply = browser.get(uri(member, "/shop/api/cart"));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    private static List<String> references(Browser browser, MicroMember member) {
        return get(browser, member).getJsonArray("items").stream()
                .map(item -> item.asJsonObject().getString("reference"))
                .toList();
    }

    private static List<String> references(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "r" + i).toList();
    }

    /**
     * Fills the cart until the first member tells that a distributor on another one has striped its checkpoints: members learn
     * of each other's distributors after a while, and leave one alone for some seconds that did not answer in time.
     *
     * @return how many items there are then
     */
    private static int addUntilStripedElsewhere(Browser browser, int items) throws Exception {
        Pattern told = Pattern.compile("holdfast_checkpoints_striped_elsewhere_total\\{[^}]*member=\"n1\"[^}]*} [1-9]");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        String metrics = "";
        for (int count = items; System.nanoTime() < until; count++) {
            metrics = console(third, "metrics");
            if (told.matcher(metrics).find()) {
                return count;
            }
            add(browser, first, "r" + count, "n");
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new AssertionError("no checkpoint of n1 was striped elsewhere: " + metrics);
    }

    /** Waits until every session that the lost member owned has another owner, and the recoveries are reported. */
    private static JsonObject awaitRecovery(String lost) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (System.nanoTime() < until) {
            JsonArray recoveries = json(console(second, "api/recoveries")).asJsonArray();
            boolean orphans =
                    json(console(second, "api/sessions?limit=1000")).asJsonObject().getJsonArray("sessions").stream()
                            .map(session -> session.asJsonObject().getString("ownerName", ""))
                            .anyMatch(owner -> !owner.equals("n2") && !owner.equals("n3"));
            if (!orphans) {
                for (var recovery : recoveries) {
                    if (recovery.asJsonObject().getString("lost").equals(lost)) {
                        return recovery.asJsonObject();
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new AssertionError("no recovery of " + lost + " within " + LIMIT_SECONDS + " s");
    }

    private static String console(MicroMember member, String path) throws Exception {
        String login = Base64.getEncoder().encodeToString(("tester:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri(member, "/holdfast/" + path))
                                .header("Authorization", "Basic " + login)
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return response.body();
    }

    private static JsonStructure json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.read();
        }
    }

    private static URI uri(MicroMember member, String path) {
        return member.uri().resolve(path);
    }
}
