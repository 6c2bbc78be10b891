// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import io.holdfast.testsuite.cluster.ClusterPlan;
import io.holdfast.testsuite.cluster.MicroCluster;
import io.holdfast.testsuite.cluster.MicroMember;
import io.holdfast.testsuite.http.Browser;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** An operator at the console of five real members with a shop. The last tests kill all of them but one. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {

    private static final Path TARGET = Path.of("target");
    private static final Path GRID = Path.of("..", "hazelcast-config", "config", "hazelcast-payara-micro-one-host.xml");
    private static final Path DASHBOARD = Path.of("..", "src", "monitoring", "grafana-dashboard.json");
    private static final String COOKIE = "HOLDFAST_SHOP";
    private static final String PASSWORD = UUID.randomUUID().toString();
    private static final String VIEWER_PASSWORD = UUID.randomUUID().toString();
    private static final int MEMBERS = 5;
    private static final int CARTS = 30; // more than a page of the list
    private static final int LIMIT = 120_000;
    private static final List<String> VIEWS =
            List.of("", "sessions", "recoveries", "whatif", "configuration", "activity");
    private static final LocatorAssertions.HasTextOptions PATIENT =
            new LocatorAssertions.HasTextOptions().setTimeout(LIMIT);

    private static final LocatorAssertions.ContainsTextOptions CONTAINED =
            new LocatorAssertions.ContainsTextOptions().setTimeout(LIMIT);

    @TempDir
    static Path directory;

    private static MicroCluster cluster;
    private static Chrome chrome;
    private static Page page;
    private static final Map<String, Browser> CARTS_BY_SESSION = new LinkedHashMap<>();
    private static final ConsoleClient OPERATOR = ConsoleClient.of("tester", PASSWORD);
    private static final ConsoleClient VIEWER = ConsoleClient.of("looker", VIEWER_PASSWORD);

    @BeforeAll
    static void start() {
        assumeTrue(Chrome.isThere(), "there is no /usr/bin/chromium");
        Path wars = TARGET.resolve("wars");
        cluster = new MicroCluster(new ClusterPlan(
                        MEMBERS,
                        TARGET.resolve("payara-micro.jar"),
                        directory.resolve("members"),
                        "/shop/api/member",
                        List.of(wars.resolve("shop.war"), wars.resolve("holdfast.war")))
                .payaraOptions(
                        "--hzconfigfile", GRID.toAbsolutePath().normalize().toString())
                .environment("HOLDFAST_CONSOLE_USER", "tester")
                .environment("HOLDFAST_CONSOLE_PASSWORD", PASSWORD)
                .environment("HOLDFAST_CONSOLE_VIEWER_USER", "looker")
                .environment("HOLDFAST_CONSOLE_VIEWER_PASSWORD", VIEWER_PASSWORD)
                .startLimit(Duration.ofMinutes(8)));
        cluster.start();
        for (int i = 0; i < CARTS; i++) {
            Browser cart = new Browser();
            MicroMember home = member(1 + i % MEMBERS);
            for (int item = 0; item < 1 + i % 3; item++) {
                add(cart, home, "r" + item, "n".repeat(i == 0 ? 900 : 40), i == 0 ? 24 : 1);
            }
            CARTS_BY_SESSION.put(cart.cookie(COOKIE), cart);
        }
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        chrome = new Chrome();
        page = chrome.page(1280, 900, ColorScheme.LIGHT);
    }

    @AfterAll
    static void stop() {
        if (chrome != null) {
            chrome.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    // ---------------------------------------------------------------- looking

    @Test
    @Order(1)
    void somebodyLogsInAndAWrongPasswordIsRefused() throws IOException {
        page.navigate(member(1).uri().resolve("/holdfast/").toString());
        assertThat(Chrome.violations(page)).isEmpty();
        login(page, "tester", "wrong");
        assertThat(page.locator("#login-problem")).containsText("User or password is wrong");
        login(page, "tester", PASSWORD);
        assertThat(page.locator("#verdict")).hasText("Every session survives the loss of any 2 members", PATIENT);
        assertThat(page.locator("#g-sessions")).hasText(Integer.toString(CARTS));
        assertThat(page.locator("#g-members")).hasText(Integer.toString(MEMBERS));
        assertThat(page.locator("#self")).hasText("n1");
        assertThat(page.locator(".member")).hasCount(MEMBERS);
    }

    @Test
    @Order(2)
    void theStripeMapShowsEveryFragmentWhereItIs() throws Exception {
        String id = CARTS_BY_SESSION.keySet().iterator().next();
        JsonObject stored = OPERATOR.get(member(2), "sessions/shop/" + id).asJsonObject();
        open(page, "sessions");
        page.locator("#f-q").fill(id.substring(0, 9));
        assertThat(page.locator("#sessions tr")).hasCount(1);
        page.locator("#sessions tr a").click();
        assertThat(page.locator("#detail-text"))
                .containsText(
                        "all read, there and intact", new LocatorAssertions.ContainsTextOptions().setTimeout(LIMIT));
        Set<String> shown = new TreeSet<>();
        List<String> columns = page.locator("#map-head th").allInnerTexts().stream()
                .map(text -> text.lines().findFirst().orElse(""))
                .toList();
        for (Locator row : page.locator("#map-body tr").all()) {
            String group = row.locator("th").innerText();
            for (int column = 0; column < columns.size(); column++) {
                for (Locator tile :
                        row.locator(":scope > *").nth(column).locator(".tile").all()) {
                    shown.add(group + ' ' + columns.get(column) + ' ' + tile.evaluate("tile => tile.firstChild.data"));
                }
            }
        }
        Set<String> expected = new TreeSet<>();
        for (JsonObject group : stored.getJsonArray("groups").getValuesAs(JsonObject.class)) {
            int data = (int) group.getJsonArray("fragments").getValuesAs(JsonObject.class).stream()
                    .filter(fragment -> fragment.getString("kind").equals("data") && fragment.getInt("copy") == 0)
                    .count();
            for (JsonObject fragment : group.getJsonArray("fragments").getValuesAs(JsonObject.class)) {
                boolean parity = fragment.getString("kind").equals("parity");
                int number = fragment.getInt("part") + 1 - (parity ? data : 0);
                expected.add(group.getString("group")
                        + ' '
                        + fragment.getString("memberName")
                        + ' '
                        + (parity ? "P" : "D")
                        + number);
            }
        }
        assertThat(expected).hasSizeGreaterThanOrEqualTo(4);
        assertThat(shown).isEqualTo(expected);
        assertThat(page.locator("#detail-facts")).containsText("Why this scheme");
        assertThat(page.locator("#detail-facts"))
                .containsText("3+1: any 1 of 4 members with fragments can be lost besides the production member");
        Chrome.shoot(page, "session");
    }

    @Test
    @Order(3)
    void noViewHasASeriousAccessibilityViolationInAnyThemeOrWidth() throws Exception {
        String id = CARTS_BY_SESSION.keySet().iterator().next();
        List<String> found = new ArrayList<>();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page other = chrome.page(scheme == ColorScheme.LIGHT ? 1280 : 390, 900, scheme);
            other.navigate(member(1).uri().resolve("/holdfast/").toString());
            login(other, "tester", PASSWORD);
            assertThat(other.locator("#verdict")).containsText("Every session survives");
            for (String view : VIEWS) {
                open(other, view);
                if (view.equals("whatif")) {
                    other.locator("#choices input").first().check();
                    assertThat(other.locator("#answer-title")).containsText("would survive");
                }
                if (view.isEmpty()) {
                    assertThat(other.locator("#plot-rate canvas")).isVisible();
                }
                found.addAll(violations(other, view, scheme));
            }
            open(other, "session/shop/" + id);
            assertThat(other.locator("#map-body tr").first()).isVisible();
            found.addAll(violations(other, "session", scheme));
            other.locator("[data-act=end]").click();
            assertThat(other.locator("#confirm")).isVisible();
            found.addAll(violations(other, "dialog", scheme));
            assertThat((boolean) other.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as("nothing is wider than the window")
                    .isTrue();
            other.context().close();
        }
        assertThat(found).isEmpty();
    }

    @Test
    @Order(4)
    void everythingCanBeReachedByKeyboard() {
        open(page, "");
        page.reload(); // the login stays, the focus is at the beginning
        assertThat(page.locator(".member")).hasCount(MEMBERS);
        page.keyboard().press("Tab");
        assertThat(page.locator("#skip")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("#main")).isFocused();
        open(page, "sessions");
        page.locator("#sessions-head button").nth(4).focus();
        page.keyboard().press("Enter");
        page.keyboard().press("Enter");
        assertThat(page.locator("#sessions-head th").nth(4)).hasAttribute("aria-sort", "descending");
        assertThat(page.locator("#sessions tr").first().locator("a"))
                .hasAttribute(
                        "href",
                        Pattern.compile(
                                ".*" + CARTS_BY_SESSION.keySet().iterator().next()));
        page.locator("#sessions tr a").first().focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("#view-session")).isVisible();
    }

    @Test
    @Order(5)
    void monitoringReadsTheWholeClusterFromAnyMember() throws Exception {
        HttpResponse<String> metrics =
                VIEWER.send("GET", member(3), "metrics", "Accept", "application/openmetrics-text; version=1.0.0");
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/openmetrics-text");
        assertThat(metrics.body())
                .contains("holdfast_cluster_members 5.0")
                .contains("holdfast_cluster_sessions{status=\"protected\"} " + CARTS + ".0")
                .contains("holdfast_checkpoints_total{application=\"shop\",member=\"n5\"}")
                .contains("holdfast_commit_seconds_bucket{application=\"shop\",member=\"n1\",le=\"+Inf\"}")
                .endsWith("# EOF\n");
        Matcher used = Pattern.compile("holdfast_[a-z_]+").matcher(Files.readString(DASHBOARD));
        while (used.find()) {
            assertThat(metrics.body()).as("what the dashboard shows").contains("\n" + used.group());
        }
        assertThat(VIEWER.send("GET", member(3), "metrics")
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow())
                .startsWith("text/plain");
    }

    @Test
    @Order(6)
    void theConfigurationInForceIsShownAndIsTheSameOnAllMembers() {
        open(page, "configuration");
        assertThat(page.locator("#configuration-note")).hasText("the same on all members");
        assertThat(page.locator("#configurations")).containsText("holdfast.tolerate");
    }

    @Test
    @Order(7)
    void aListIsAskedForPageByPageAndNeverAsAWhole() {
        Page other = chrome.page(1280, 900, ColorScheme.LIGHT);
        List<Response> answers = new CopyOnWriteArrayList<>();
        other.onResponse(response -> {
            if (response.url().contains("/api/") && !response.url().contains("/api/events")) {
                answers.add(response);
            }
        });
        other.navigate(member(1).uri().resolve("/holdfast/").toString());
        login(other, "tester", PASSWORD);
        assertThat(other.locator("#g-sessions")).hasText(Integer.toString(CARTS), PATIENT);
        open(other, "sessions");
        assertThat(other.locator("#sessions-range")).hasText("1 to 25 of " + CARTS, PATIENT);
        assertThat(other.locator("#sessions tr")).hasCount(25);
        other.locator("#next").click();
        assertThat(other.locator("#sessions-range")).hasText("26 to " + CARTS + " of " + CARTS, PATIENT);
        assertThat(other.locator("#sessions tr")).hasCount(CARTS - 25);
        assertThat(other.locator("#next")).isDisabled();
        other.locator("#sessions-head button").nth(4).click();
        assertThat(other.locator("#sessions-range")).hasText("1 to 25 of " + CARTS, PATIENT);
        other.waitForResponse(response -> response.url().contains("status=PROTECTED"), () -> other.locator("#f-status")
                .selectOption("PROTECTED"));
        assertThat(other.locator("#page")).hasText("Page 1 of 2", PATIENT);
        List<Response> lists = answers.stream()
                .filter(answer -> answer.url().contains("/api/sessions"))
                .toList();
        assertThat(lists).hasSizeGreaterThanOrEqualTo(4);
        for (Response answer : lists) {
            assertThat(answer.url()).containsOnlyOnce("limit=").endsWith("&limit=25");
            try (JsonReader reader = Json.createReader(new StringReader(answer.text()))) {
                assertThat(reader.readObject().getJsonArray("sessions")).hasSizeLessThanOrEqualTo(25);
            }
        }
        String last = CARTS_BY_SESSION.keySet().stream()
                .sorted()
                .skip(CARTS - 1)
                .findFirst()
                .orElseThrow();
        assertThat(answers.stream().filter(answer -> !lists.contains(answer)).map(Response::text))
                .as("no other answer names sessions")
                .noneMatch(text -> text.contains(last));
        other.context().close();
    }

    // ---------------------------------------------------------------- safety

    @Test
    @Order(10)
    void theUsualWeaknessesAreNotThere() throws Exception {
        Scan scan = new Scan(member(2), OPERATOR, VIEWER);
        scan.nothingChangesWithoutTheHeaderOfAnOwnPage();
        scan.everyAnswerIsGuarded();
        scan.noInputComesBackAsMarkup();
        scan.noBodyIsADefect();
        scan.anotherMembersPageMayCall(member(1));
    }

    @Test
    @Order(11)
    void everyEndpointAsksForItsRole() throws Exception {
        Scan scan = new Scan(member(3), OPERATOR, VIEWER);
        scan.everyEndpointAsksForItsRole();
        scan.guessingIsSlowedDown();
    }

    @Test
    @Order(12)
    void aViewerSeesEverythingAndIsRefusedToAct() throws Exception {
        Page other = chrome.page(1280, 900, ColorScheme.LIGHT);
        other.navigate(member(1).uri().resolve("/holdfast/").toString());
        login(other, "looker", VIEWER_PASSWORD);
        assertThat(other.locator("#who")).hasText("looker, viewer");
        assertThat(other.locator(".member")).hasCount(MEMBERS);
        assertThat(other.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Drain")))
                .hasCount(0);
        open(other, "sessions");
        assertThat(other.locator("#verify-all")).isHidden();
        Object refused = other.evaluate("""
                async () => {
                  const answer = await fetch('api/sessions/verify', { method: 'POST', headers: {
                    'Holdfast-Request': '1', Authorization: `Bearer ${sessionStorage.getItem('holdfast.token')}` } });
                  return `${answer.status} ${(await answer.json()).code}`;
                }""");
        assertThat(refused).isEqualTo("403 HF4025");
        other.locator("#logout").click();
        assertThat(other.locator("#login")).isVisible();
        other.context().close();
    }

    @Test
    @Order(13)
    void whatComesFromTheClusterIsNeverMarkup() {
        String hostile = "<img src=x onerror='window.pwned=1'><script>window.pwned=1</script>";
        Page other = chrome.page(1280, 900, ColorScheme.LIGHT);
        other.navigate(member(1).uri().resolve("/holdfast/").toString());
        login(other, "tester", PASSWORD);
        assertThat(other.locator(".member")).hasCount(MEMBERS);
        other.route("**/api/**", route -> poison(route, hostile));
        for (String view :
                List.of("sessions", "recoveries", "whatif", "configuration", "activity", "session/shop/abc", "")) {
            open(other, view);
            other.waitForTimeout(300);
        }
        other.navigate(other.url().replaceAll("#.*", "") + "?x=1#/session/" + hostile + "/" + hostile);
        other.waitForTimeout(500);
        assertThat(other.evaluate("() => window.pwned === undefined")).isEqualTo(true);
        assertThat((int) other.evaluate("() => document.querySelectorAll('main img, main script').length"))
                .as("the only picture in a main is the mark of the login")
                .isLessThanOrEqualTo(1);
        other.context().close();
    }

    // ---------------------------------------------------------------- acting

    @Test
    @Order(20)
    void allSessionsAreVerifiedAndOneIsMovedAndTheAuditLogSaysWho() throws Exception {
        open(page, "sessions");
        page.locator("#f-q").fill("");
        page.locator("#verify-all").click();
        page.locator("#confirm-yes").click();
        open(page, "activity");
        assertThat(page.locator("#verification-text"))
                .containsText(
                        CARTS + " of " + CARTS + " sessions",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(LIMIT));
        assertThat(page.locator("#verification-text")).containsText("all intact");
        assertThat(page.locator("#audit")).containsText("verify all");

        String id = CARTS_BY_SESSION.keySet().iterator().next();
        open(page, "session/shop/" + id);
        page.locator("[data-act=move]").click();
        page.locator("#confirm-member").selectOption(new SelectOption().setLabel("n3"));
        page.locator("#confirm-yes").click();
        assertThat(page.locator("#detail-facts"))
                .containsText("n3", new LocatorAssertions.ContainsTextOptions().setTimeout(LIMIT));
        await("the session lives on n3", () -> owner(member(1), id).equals("n3"));
        open(page, "activity");
        assertThat(page.locator("#operations tr").first())
                .containsText("done", new LocatorAssertions.ContainsTextOptions().setTimeout(LIMIT));
        assertThat(page.locator("#audit tr").first()).containsText("shop/" + id + " to n3");
        Download download = page.waitForDownload(() -> page.locator("#bundle").click());
        Set<String> names = new TreeSet<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(download.path()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).contains("members.json", "sessions.json", "audit.json", "configuration.json");
    }

    @Test
    @Order(21)
    void aMemberIsDrainedAndTakesPartAgain() {
        open(page, "");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Drain n4"))
                .click();
        page.locator("#confirm-yes").click();
        Locator card = page.locator(".member")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("n4"))));
        assertThat(card.locator(".tag")).hasText("drained", PATIENT);
        assertThat(card.locator(".more"))
                .containsText("0 sessions", new LocatorAssertions.ContainsTextOptions().setTimeout(LIMIT));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undrain n4"))
                .click();
        page.locator("#confirm-yes").click();
        assertThat(card.locator(".tag")).hasCount(0);
        CARTS_BY_SESSION.forEach((id, cart) ->
                cart.get(member(1).uri().resolve("/shop/api/cart")).expect(200));
    }

    @Test
    @Order(22)
    void aSessionIsVerifiedProtectedAgainMovedAndEndedFromItsPage() throws Exception {
        Browser cart = new Browser();
        add(cart, member(1), "r", "n".repeat(900), 24);
        String id = cart.cookie(COOKIE);
        open(page, "session/shop/" + id);
        assertThat(page.locator("#detail-facts")).containsText("n1", CONTAINED);

        ask("verify");
        Locator verified = operation(id, "verify");
        assertThat(verified).containsText("done", CONTAINED);
        assertThat(verified).containsText(Pattern.compile("all fragments of [1-9][0-9]* groups are there and intact"));

        open(page, "session/shop/" + id);
        ask("reprotect");
        assertThat(operation(id, "re-protect")).containsText("done", CONTAINED);
        assertThat(operation(id, "re-protect")).containsText("protected again");

        open(page, "session/shop/" + id);
        page.locator("[data-act=move]").click();
        page.locator("#confirm-member").selectOption(new SelectOption().setLabel("n2"));
        page.locator("#confirm-yes").click();
        assertThat(operation(id, "move to n2")).containsText("done", CONTAINED);
        assertThat(owner(member(3), id)).isEqualTo("n2");
        assertThat(items(cart, member(2))).hasSize(24);

        open(page, "session/shop/" + id);
        ask("end");
        assertThat(operation(id, "end")).containsText("done", CONTAINED);
        assertThat(OPERATOR.send("GET", member(3), "api/sessions/shop/" + id).statusCode())
                .isEqualTo(404);
        assertThat(items(cart, member(2))).as("no cart any more").isEmpty();
        add(cart, member(2), "r", "n", 1);
        assertThat(cart.cookie(COOKIE)).as("another cart").isNotEqualTo(id);
        assertThat(items(cart, member(2))).hasSize(1);
        open(page, "session/shop/" + id);
        assertThat(page.locator("#detail-text")).containsText("no session", CONTAINED);
        assertThat(page.locator("#session-acts")).isHidden();
        open(page, "activity");
        for (String action : List.of("verify", "reprotect", "move", "end")) {
            assertThat(page.locator("#audit tr")
                            .filter(new Locator.FilterOptions().setHasText("shop/" + id))
                            .filter(new Locator.FilterOptions().setHas(page.locator("td:text-is('" + action + "')"))))
                    .hasCount(1);
        }
        OPERATOR.send("POST", member(1), "api/sessions/shop/" + cart.cookie(COOKIE) + "/end", "Holdfast-Request", "1");
        await("only the carts of the other tests are left", () -> living(member(1))
                .equals(CARTS_BY_SESSION.keySet()));
    }

    // ---------------------------------------------------------------- losing

    @Test
    @Order(30)
    void aMemberDiesAndItsSessionsMoveWhileThePageStands() throws Exception {
        open(page, "");
        page.evaluate("window.standing = true");
        CARTS_BY_SESSION.values().stream().limit(5).forEach(cart -> cart.get(
                        member(5).uri().resolve("/shop/api/cart"))
                .expect(200));
        await("n5 has sessions", () -> sessionsOf(member(1), "n5") > 0);
        member(5).kill9();
        assertThat(page.locator("#g-members")).hasText("4", PATIENT);
        assertThat(page.locator("#verdict")).hasText("Every session survives the loss of any 2 members", PATIENT);
        assertThat(page.locator("#g-sessions")).hasText(Integer.toString(CARTS));
        open(page, "recoveries");
        assertThat(page.locator("#recoveries h2").first()).hasText("n5 was lost", PATIENT);
        assertThat(page.locator("#recoveries .sub").first()).containsText("nothing was lost");
        for (String step : List.of("detect", "claim", "reassemble", "reactivate", "reprotect")) {
            assertThat(page.locator("#recoveries .track .step." + step).first()).isAttached();
        }
        assertThat(page.evaluate("window.standing")).isEqualTo(true);
        Chrome.shoot(page, "recoveries");
    }

    @Test
    @Order(31)
    void whatIfForetellsWhatThenHappensAndThePageOutlivesTheMemberThatServedIt() throws Exception {
        open(page, "whatif");
        page.locator("#choices input").first().waitFor();
        Map<String, String> ids = members(member(4));
        for (String name : List.of("n1", "n2", "n3")) {
            page.locator("#choices input[value='" + ids.get(name) + "']").check();
        }
        page.locator("#answer-title")
                .filter(new Locator.FilterOptions().setHasText("sess"))
                .waitFor();
        page.waitForTimeout(3_000); // nobody shops: nothing changes any more
        Chrome.shoot(page, "whatif");
        String query = List.of("n1", "n2", "n3").stream()
                .map(name -> "lose=" + ids.get(name))
                .collect(Collectors.joining("&"));
        JsonObject foretold = OPERATOR.get(member(4), "whatif?" + query).asJsonObject();
        assertThat(foretold.getInt("total")).isEqualTo(CARTS);
        assertThat(page.locator("#answer-title"))
                .containsText(foretold.getInt("gone") == 0 ? "would survive" : foretold.getInt("gone") + " session");
        Set<String> gone = foretold.getJsonArray("sessions").getValuesAs(JsonObject.class).stream()
                .map(session -> session.getString("id"))
                .collect(Collectors.toCollection(TreeSet::new));

        page.evaluate("window.standing = true");
        List.of(member(1), member(2), member(3)).forEach(MicroMember::kill9);
        assertThat(page.locator("#self")).hasText("n4", PATIENT);
        assertThat(page.locator("#messages")).containsText("This page goes on with n4");
        open(page, "");
        assertThat(page.locator("#g-members")).hasText("1", PATIENT);
        assertThat(page.evaluate("window.standing")).isEqualTo(true);
        await("what can live on lives on", () -> living(member(4)).size() == CARTS - gone.size());

        Set<String> survived = living(member(4));
        Set<String> expected = new TreeSet<>(CARTS_BY_SESSION.keySet());
        expected.removeAll(gone);
        assertThat(survived).isEqualTo(expected);
        for (String id : expected) {
            JsonArray items = CARTS_BY_SESSION
                    .get(id)
                    .get(member(4).uri().resolve("/shop/api/cart"))
                    .expect(200)
                    .json()
                    .getJsonArray("items");
            assertThat(items).as("the cart " + id).isNotEmpty();
        }
        Chrome.shoot(page, "survivor");
    }

    @Test
    @Order(40)
    void noScriptFailedAndNoPolicyWasBroken() {
        assertThat(chrome.complaints()).isEmpty();
    }

    // ---------------------------------------------------------------- words

    private static MicroMember member(int number) {
        return cluster.members().get(number - 1);
    }

    private static void open(Page any, String view) {
        any.evaluate("hash => { location.hash = hash; }", "#/" + view);
    }

    private static void login(Page any, String user, String password) {
        any.locator("#user").fill(user);
        any.locator("#password").fill(password);
        any.locator("#login button").click();
    }

    /** Presses a button of the session's page and confirms. */
    private static void ask(String action) {
        page.locator("[data-act=" + action + "]").click();
        page.locator("#confirm-yes").click();
        assertThat(page.locator("#messages")).containsText("Asked for");
    }

    /** The line that tells what became of an operation. */
    private static Locator operation(String id, String what) {
        open(page, "activity");
        return page.locator("#operations tr")
                .filter(new Locator.FilterOptions().setHas(page.locator("td[title='" + id + "']")))
                .filter(new Locator.FilterOptions().setHas(page.locator("td:text-is('" + what + "')")));
    }

    private static JsonArray items(Browser cart, MicroMember at) {
        return cart.get(at.uri().resolve("/shop/api/cart")).expect(200).json().getJsonArray("items");
    }

    private static List<String> violations(Page any, String view, ColorScheme scheme) throws IOException {
        any.waitForTimeout(400);
        Chrome.shoot(
                any, (view.isEmpty() ? "overview" : view) + '-' + scheme.name().toLowerCase(Locale.ROOT));
        return Chrome.violations(any).stream()
                .map(text -> view + ' ' + scheme + ": " + text)
                .toList();
    }

    /** Answers with every text replaced by markup, so that each place that shows one is tried. */
    private static void poison(Route route, String hostile) {
        if (route.request().url().contains("/api/events")
                || route.request().url().contains("/api/me")) {
            route.abort();
            return;
        }
        String body = route.fetch().text();
        route.fulfill(new Route.FulfillOptions()
                .setContentType("application/json")
                .setBody(body.replaceAll(
                        "(\"(?:name|memberName|domain|application|id|session|scheme|why|group|value|default|description|user|target|action|address|member|lost|message|requestedBy|executor|ownerName|detail)\":)\"[^\"]*\"",
                        "$1\"" + Matcher.quoteReplacement(hostile) + "\"")));
    }

    private static Map<String, String> members(MicroMember at) throws IOException, InterruptedException {
        return OPERATOR.get(at, "members").asJsonArray().getValuesAs(JsonObject.class).stream()
                .collect(Collectors.toMap(one -> one.getString("name"), one -> one.getString("uuid")));
    }

    private static int sessionsOf(MicroMember at, String name) throws IOException, InterruptedException {
        return OPERATOR.get(at, "members").asJsonArray().getValuesAs(JsonObject.class).stream()
                .filter(one -> one.getString("name").equals(name))
                .mapToInt(one -> one.getInt("sessions"))
                .sum();
    }

    private static String owner(MicroMember at, String id) throws IOException, InterruptedException {
        return OPERATOR.get(at, "sessions/shop/" + id).asJsonObject().getString("ownerName", "");
    }

    /** The sessions that a living member runs. */
    private static Set<String> living(MicroMember at) throws IOException, InterruptedException {
        return OPERATOR
                .get(at, "sessions?limit=1000")
                .asJsonObject()
                .getJsonArray("sessions")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(session -> !session.isNull("ownerName"))
                .map(session -> session.getString("id"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void await(String what, Condition condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT);
        while (System.nanoTime() < until) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (IOException e) {
                // a cluster that has just lost members answers in a moment
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
        throw new AssertionError("never: " + what);
    }

    private static void add(Browser cart, MicroMember home, String reference, String note, int times) {
        for (int i = 0; i < times; i++) {
            cart.post(
                            home.uri().resolve("/shop/api/cart/items"),
                            Json.createObjectBuilder()
                                    .add("reference", reference + '-' + i)
                                    .add("sku", "HF-0001")
                                    .add("quantity", 1)
                                    .add("note", note)
                                    .build()
                                    .toString())
                    .expect(200);
        }
    }
}
