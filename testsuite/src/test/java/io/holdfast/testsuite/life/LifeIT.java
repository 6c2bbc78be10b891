// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testsuite.http.Browser;
import io.holdfast.testsuite.http.Reply;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The life of a checkpointed bean on one Payara Micro, as a client sees it. */
@ExtendWith(ArquillianExtension.class)
final class LifeIT {

    private static final String COOKIE = "HOLDFAST_LIFE";
    private static final int LARGEST = 65_536;
    private static final Pattern COUNTED =
            Pattern.compile("\"name\":\"holdfast_checkpoints\",[^}]*\"value\":([2-9]|\\d{2,})\\b");

    @ArquillianResource
    private URI life;

    private final Browser browser = new Browser();

    @Deployment(testable = false)
    static WebArchive life() {
        return Wars.life("holdfast.state.max=" + LARGEST);
    }

    @Test
    void everyFieldOfTheHierarchyIsBackWhenTheBeanIsReactivated() {
        call("enter", "one");
        call("enclose", "a text");
        JsonObject before = call("enter", "two");

        JsonObject after = reactivated();

        assertThat(strings(after, "entries")).containsExactly("one", "two"); // private and final, of the superclass
        assertThat(after.getInt("revision")).isEqualTo(2); // private, of the superclass
        assertThat(after.getString("seal")).isEqualTo(before.getString("seal")); // private and final
        assertThat(after.getString("page")).isEqualTo("two/2"); // a record of the application
        assertThat(after.getInt("enclosures")).isEqualTo(1); // a collection
        assertThat(after.getString("session")).isEqualTo(before.getString("session"));
        assertThat(after.getInt("epoch")).isEqualTo(before.getInt("epoch") + 1);
    }

    @Test
    void transientAndStaticFieldsAreNoState() {
        JsonObject before = call("enter", "mine");
        Browser another = new Browser();
        call(another, "enter", "another's");

        JsonObject after = reactivated();

        assertThat(after.getInt("instance")).isNotEqualTo(before.getInt("instance"));
        assertThat(before.getString("scratch")).isEqualTo("mine");
        assertThat(after.getString("scratch")).isEmpty();
        assertThat(after.getString("lastEntry")).isNotEqualTo("mine");
    }

    @Test
    void collaboratorsAreInjectedAgainAndNeverSerialized() {
        JsonObject before = call("enter", "one");

        JsonObject after = reactivated();

        // A clerk is not serializable: had it been state, the first call would have failed
        assertThat(after.getInt("clerk")).isPositive().isNotEqualTo(before.getInt("clerk"));
        assertThat(after.getString("stamp")).isEqualTo("2:ok");
    }

    @Test
    void aReactivatedBeanIsToldOnceWhenItsStateAndItsCollaboratorsAreThere() {
        JsonObject before = call("enter", "one");
        call("enter", "two");

        JsonObject after = reactivated();

        assertThat(before.getInt("activations")).isZero();
        assertThat(after.getInt("activations")).isEqualTo(1);
        assertThat(after.getString("seenWhenActivated")).isEqualTo(after.getInt("clerk") + " 7:one,two");
        assertThat(after.getInt("constructions")).isEqualTo(1); // that of its first life: state wins
    }

    @Test
    void aBeanThatIsReactivatedTwiceGoesOnFromItsSecondLife() {
        call("enter", "one");
        reactivated();
        call("enter", "two");

        JsonObject after = reactivated();

        assertThat(strings(after, "entries")).containsExactly("one", "two");
        assertThat(after.getInt("activations")).isEqualTo(2);
    }

    @Test
    void anApplicationExceptionKeepsTheBeanAndItsChange() {
        JsonObject before = call("enter", "one");

        Reply refused = browser.post(journal("enterAndRefuse", "two"));

        assertThat(refused.status()).isEqualTo(500);
        assertThat(causes(refused)).contains("Refusal: refused after two");
        JsonObject kept = show();
        assertThat(kept.getInt("instance")).isEqualTo(before.getInt("instance"));
        assertThat(strings(kept, "entries")).containsExactly("one", "two");
        assertThat(strings(reactivated(), "entries")).containsExactly("one", "two");
    }

    @Test
    void aSystemExceptionEndsTheBeanAndItsSession() {
        JsonObject before = call("enter", "one");

        Reply failed = browser.post(journal("enterAndFail", "two"));

        assertThat(failed.status()).isEqualTo(500);
        assertThat(causes(failed)).contains("IllegalStateException: failed after two");
        Reply next = browser.get(journal());
        assertThat(next.header("Holdfast-Notice"))
                .hasValueSatisfying(notice -> assertThat(notice).startsWith("HF3101 "));
        assertThat(strings(next.json(), "entries")).isEmpty();
        assertThat(next.json().getString("session")).isNotEqualTo(before.getString("session"));
    }

    @Test
    void aCallThatIsNotCheckpointedMakesNoVersion() {
        JsonObject before = call("enter", "one");

        JsonObject unseen = call("enterUnseen", "two");

        assertThat(unseen.getInt("sequence")).isEqualTo(before.getInt("sequence"));
        assertThat(strings(unseen, "entries")).containsExactly("one", "two");
        assertThat(strings(reactivated(), "entries")).containsExactly("one");
    }

    @Test
    void aCallThatIsCheckpointedMakesAVersion() {
        int before = call("enter", "one").getInt("sequence");

        assertThat(call("enter", "two").getInt("sequence")).isEqualTo(before + 1);
    }

    @Test
    void whatCannotBeSerializedFailsTheCallAndNamesTheFieldAndTheCure() {
        JsonObject before = call("enter", "one");

        List<String> causes = causes(browser.post(journal("enclose", "thread")).expect(500));

        assertThat(causes).anySatisfy(cause -> assertThat(cause)
                .startsWith("CheckpointFailedException: HF3021 ")
                .contains("field enclosures of bean", "Journal", "java.lang.Thread", "make it Serializable"));
        aNewCheckpointIsMadeWhenTheCauseIsTakenOut(before);
    }

    @Test
    void aClassThatNoFieldNamesFailsTheCallAndNamesTheSetting() {
        JsonObject before = call("enter", "one");

        List<String> causes =
                causes(browser.post(journal("enclose", "stowaway")).expect(500));

        assertThat(causes).anySatisfy(cause -> assertThat(cause)
                .startsWith("CheckpointFailedException: HF3023 ")
                .contains("Journal", "app.Stowaway", "holdfast.serialization.allow"));
        aNewCheckpointIsMadeWhenTheCauseIsTakenOut(before);
    }

    @Test
    void aStateOverTheLimitFailsTheCallAndNamesBothSizes() {
        JsonObject before = call("enter", "one");

        List<String> causes =
                causes(browser.post(journal("carry", Integer.toString(LARGEST))).expect(500));

        assertThat(causes).anySatisfy(cause -> assertThat(cause)
                .startsWith("CheckpointFailedException: HF1204 ")
                .contains("the limit is " + LARGEST, "raise the limit"));
        JsonObject smaller = call("carry", "100");
        assertThat(smaller.getInt("instance")).isEqualTo(before.getInt("instance"));
        assertThat(strings(reactivated(), "entries")).containsExactly("one");
    }

    @Test
    void aMalformedCookieGetsANewSessionAndANotice() {
        Reply reply =
                browser.withCookie(COOKIE, "../../etc/passwd").get(journal()).expect(200);

        assertThat(reply.header("Holdfast-Notice"))
                .hasValueSatisfying(notice -> assertThat(notice).startsWith("HF3102 "));
        assertThat(browser.cookie(COOKIE)).hasSize(22).isEqualTo(reply.json().getString("session"));
    }

    @Test
    void anUnknownSessionIsNeverOpenedUnderTheIdThatTheClientChose() {
        String chosen = "AAAAAAAAAAAAAAAAAAAAAA";

        Reply reply = browser.withCookie(COOKIE, chosen).get(journal()).expect(200);

        assertThat(reply.header("Holdfast-Notice"))
                .hasValueSatisfying(notice -> assertThat(notice).startsWith("HF3101 "));
        assertThat(browser.cookie(COOKIE)).hasSize(22).isNotEqualTo(chosen);
    }

    @Test
    void aSessionThatWasEndedIsUnknownAndItsCookieIsTakenBack() {
        call("enter", "one");
        String ended = browser.cookie(COOKIE);

        Reply reply = browser.delete(journal()).expect(204);

        assertThat(reply.setCookies()).singleElement().satisfies(cookie -> assertThat(cookie)
                .contains("Max-Age=0"));
        assertThat(browser.cookie(COOKIE)).isNull();
        Reply again = browser.withCookie(COOKIE, ended).get(journal());
        assertThat(again.header("Holdfast-Notice"))
                .hasValueSatisfying(notice -> assertThat(notice).startsWith("HF3101 "));
        assertThat(strings(again.json(), "entries")).isEmpty();
    }

    @Test
    void theCookiesAreForTheApplicationAloneAndForNoScript() {
        Reply reply = browser.get(journal()).expect(200);

        assertThat(reply.header("Holdfast-Notice")).isEmpty();
        assertThat(reply.header("Holdfast-Member")).contains("alone");
        assertThat(reply.setCookies())
                .hasSize(2)
                .anyMatch(cookie -> cookie.startsWith(COOKIE + '='))
                .anyMatch(cookie -> cookie.startsWith("HOLDFAST_ROUTE=alone;"))
                .allSatisfy(cookie -> assertThat(cookie)
                        .contains("; Path=/life", "; HttpOnly", "; SameSite=Lax")
                        .doesNotContain("Max-Age", "Expires", "Domain", "Secure"));
    }

    @Test
    void theCookieIsSetOnceASession() {
        call("enter", "one");

        assertThat(browser.get(journal()).setCookies()).isEmpty();
    }

    @Test
    void aRequestThatAsksForNoBeanOpensNoSession() {
        Reply reply = browser.get(URI.create(journal() + "/member")).expect(200);

        assertThat(reply.setCookies()).isEmpty();
        assertThat(reply.header("Holdfast-Member")).isEmpty();
    }

    @Test
    void whatTheMemberCountsIsPostedForTheConsoleEveryFewSeconds() throws InterruptedException {
        call("enter", "one");
        call("enter", "two");

        JsonObject posted = null;
        for (int look = 0; look < 150 && !counted(posted); look++) {
            TimeUnit.MILLISECONDS.sleep(100);
            posted = browser.get(life.resolve("/life/api/grid/directory?prefix=metrics/life/"))
                    .expect(200)
                    .json();
        }

        assertThat(counted(posted)).as("%s", posted).isTrue();
    }

    private static boolean counted(JsonObject posted) {
        return posted != null
                && posted.values().stream()
                        .map(text -> ((JsonString) text).getString())
                        .anyMatch(text -> text.contains("\"application\":\"life\",\"member\":\"alone\"")
                                && COUNTED.matcher(text).find());
    }

    private void aNewCheckpointIsMadeWhenTheCauseIsTakenOut(JsonObject before) {
        JsonObject after = call("takeOut", "");
        assertThat(after.getInt("instance")).isEqualTo(before.getInt("instance")); // the live bean went on
        call("enter", "two");
        assertThat(strings(reactivated(), "entries")).containsExactly("one", "two");
    }

    /** The session is given up here, as a handover does, and asked for again. */
    private JsonObject reactivated() {
        Reply reply = browser.post(URI.create(journal() + "/release")).expect(200);
        assertThat(reply.json().getBoolean("released")).isTrue();
        return show();
    }

    private JsonObject show() {
        return browser.get(journal()).expect(200).json();
    }

    private JsonObject call(String call, String value) {
        return call(browser, call, value);
    }

    private JsonObject call(Browser by, String call, String value) {
        return by.post(journal(call, value)).expect(200).json();
    }

    private URI journal() {
        return life.resolve("/life/api/journal");
    }

    private URI journal(String call, String value) {
        return URI.create(journal() + "?call=" + call + "&value="
                + value.replace(" ", "%20").replace("'", "%27"));
    }

    private static List<String> strings(JsonObject json, String name) {
        return json.getJsonArray(name).getValuesAs(JsonString::getString);
    }

    private static List<String> causes(Reply reply) {
        return strings(reply.json(), "causes");
    }
}
