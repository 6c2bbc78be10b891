// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdfast.testsuite.cluster.ClusterPlan;
import io.holdfast.testsuite.cluster.MicroCluster;
import io.holdfast.testsuite.cluster.MicroMember;
import io.holdfast.testsuite.http.Browser;
import io.holdfast.testsuite.http.Reply;
import io.holdfast.testsuite.life.Wars;
import io.holdfast.testsuite.semantics.app.Dying;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Retries on real members, of which two die between the publication of a call and its reply. The fourth member does not
 * run the application, and a second application asks for more than four members can give.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RetryIT {

    private static final Path TARGET = Path.of("target");
    private static final Path GRID = Path.of("..", "hazelcast-config", "config", "hazelcast-payara-micro-one-host.xml");
    private static final long LIMIT_SECONDS = 60;

    @TempDir
    static Path directory;

    private static MicroCluster cluster;
    private static MicroMember first;
    private static MicroMember second;
    private static MicroMember third;

    @BeforeAll
    static void start() {
        cluster = new MicroCluster(new ClusterPlan(
                        4,
                        TARGET.resolve("payara-micro.jar"),
                        directory.resolve("members"),
                        "/semantics/api/entries",
                        List.of(
                                Wars.written(Wars.semantics("holdfast.inline.max=0", "holdfast.manifest.backups=4")),
                                Wars.shop(
                                        "refusing",
                                        "holdfast.shortage=refuse",
                                        "holdfast.tolerate=4",
                                        "holdfast.manifest.backups=4")))
                .payaraOptions(
                        "--hzconfigfile", GRID.toAbsolutePath().normalize().toString())
                .withoutApplications("n4")
                .startLimit(Duration.ofMinutes(8)));
        cluster.start();
        first = cluster.members().get(0);
        second = cluster.members().get(1);
        third = cluster.members().get(2);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void aClusterTooSmallForTheAskedToleranceRefusesIfItIsToldTo() {
        Browser browser = new Browser();
        Reply reply = browser.post(
                first.uri().resolve("/refusing/api/cart/items"),
                Json.createObjectBuilder()
                        .add("reference", "r0")
                        .add("sku", "HF-0001")
                        .add("quantity", 1)
                        .add("note", "")
                        .build()
                        .toString());
        assertThat(reply.status()).as(reply.body()).isEqualTo(503);
        assertThat(reply.json().getString("code")).isEqualTo("HF1203");
        assertThat(reply.json().getString("detail")).contains("shall tolerate 4", "can give 3", "add members");
    }

    @Test
    @Order(2)
    void aMemberWithoutTheApplicationKeepsFragments() {
        Set<String> keepers = new HashSet<>();
        String owner = "";
        for (int session = 0; session < 20; session++) {
            Browser browser = new Browser();
            add(browser, first, "a", Map.of()).expect(200);
            JsonObject where =
                    browser.get(first.uri().resolve("/semantics/api/where")).json();
            where.getJsonArray("keepers").getValuesAs(JsonString::getString).forEach(keepers::add);
            owner = where.getString("owner");
        }
        assertThat(keepers)
                .as("all three others, of which one does not run the application")
                .hasSize(3)
                .doesNotContain(owner);
    }

    @Test
    @Order(3)
    void aCallThatWasAppliedAndNotAnsweredIsAnsweredOnAnotherMemberAndNotAppliedTwice() throws Exception {
        Browser browser = new Browser();
        Browser bystander = new Browser();
        add(browser, first, "a", Map.of()).expect(200);
        add(bystander, first, "other", Map.of()).expect(200);

        assertThatExceptionOfType(UncheckedIOException.class)
                .as("the member dies instead of answering")
                .isThrownBy(
                        () -> add(browser, first, "b", Map.of("Idempotency-Key", "key-of-b", Dying.HEADER, "please")));
        await(() -> !first.alive());

        Reply retry = add(browser, second, "b", Map.of("Idempotency-Key", "key-of-b"));
        assertThat(retry.expect(200).json().getInt("size"))
                .as("as it was applied")
                .isEqualTo(2);
        assertThat(entries(browser, third)).isEqualTo("a,b");
        assertThat(entries(bystander, third)).isEqualTo("other");
    }

    /** What the key is for: without it, the retry is another call. */
    @Test
    @Order(4)
    void withoutAKeyTheRetryIsAnotherCall() throws Exception {
        Browser browser = new Browser();
        add(browser, second, "a", Map.of()).expect(200);

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> add(browser, second, "b", Map.of(Dying.HEADER, "please")));
        await(() -> !second.alive());
        // the fourth member does not run the application: only the third can recover it
        await(() -> recoveredBy(third, browser));

        assertThat(add(browser, third, "b", Map.of()).expect(200).json().getInt("size"))
                .isEqualTo(3);
        assertThat(entries(browser, third)).isEqualTo("a,b,b");
    }

    private static boolean recoveredBy(MicroMember member, Browser browser) {
        return browser.get(member.uri().resolve("/semantics/api/live/" + browser.cookie("HOLDFAST_SEMANTICS")))
                .json()
                .getBoolean("live");
    }

    private static Reply add(Browser browser, MicroMember member, String entry, Map<String, String> headers) {
        return browser.post(member.uri().resolve("/semantics/api/entries?entry=" + entry), headers);
    }

    private static String entries(Browser browser, MicroMember member) {
        return browser.get(member.uri().resolve("/semantics/api/entries"))
                .expect(200)
                .json()
                .getString("entries");
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
