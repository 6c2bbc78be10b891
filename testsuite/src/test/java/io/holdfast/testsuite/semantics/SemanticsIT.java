// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testsuite.http.Browser;
import io.holdfast.testsuite.http.Reply;
import io.holdfast.testsuite.life.Wars;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractStringAssert;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Each row of the tables in the guide ({@code semantics.md}), on one Payara Micro. A row is played inside the
 * application; what its bean has is looked at live, and after the session was handed over: that is its checkpoint.
 */
@ExtendWith(ArquillianExtension.class)
final class SemanticsIT {

    private static final String COOKIE = "HOLDFAST_SEMANTICS";
    private static final long LIMIT_SECONDS = 120;

    @ArquillianResource
    private URI server;

    private final Browser browser = new Browser();

    @Deployment(testable = false)
    static WebArchive semantics() {
        return Wars.semantics("holdfast.state.max=65536", "holdfast.idempotency.keys=4", "holdfast.session.timeout=1");
    }

    // Transactions

    @Test
    void requiredIsPublishedWhenItsTransactionCommits() {
        assertBoth(play("required"), "kept", "a");
    }

    @Test
    void requiresNewIsPublishedThoughTheCallersTransactionRollsBack() {
        assertBoth(play("requiresNew"), "kept", "a");
    }

    @Test
    void mandatoryIsPublishedWithTheCallersTransaction() {
        JsonObject row = play("mandatory");
        assertThat(row.getString("sequence.within")).isEqualTo("0");
        assertBoth(row, "kept", "a");
    }

    @Test
    void supportsFollowsTheCaller() {
        JsonObject row = play("supports");
        assertThat(row.getString("sequence.without")).isEqualTo("1");
        assertThat(row.getString("sequence.within")).isEqualTo("1");
        assertThat(row.getString("sequence.after")).isEqualTo("2");
        assertBoth(row, "kept", "a,b");
    }

    @Test
    void notSupportedIsPublishedWhenTheCallEnds() {
        JsonObject row = play("notSupported");
        assertThat(row.getString("sequence.within")).isEqualTo("1");
        assertBoth(row, "kept", "a");
    }

    @Test
    void neverIsPublishedWhenTheCallEnds() {
        assertBoth(play("never"), "kept", "a");
    }

    @Test
    void severalCallsAndBeansOfATransactionAreOneVersion() {
        JsonObject row = play("several");
        assertThat(row.getString("sequence.before")).isEqualTo("1");
        assertThat(row.getString("sequence.within")).isEqualTo("1");
        assertThat(row.getString("sequence.after")).isEqualTo("2");
        assertBoth(row, "kept", "a,b,c");
        assertBoth(row, "partner", "b");
    }

    @Test
    void keepKeepsTheChangesOfATransactionThatRollsBack() {
        assertBoth(play("rollbackKeep"), "kept", "a");
    }

    @Test
    void restoreTakesThemBackAndPublishesNothing() {
        JsonObject row = play("rollbackRestore");
        assertThat(row.getString("sequence.after")).isEqualTo(row.getString("sequence.before"));
        assertBoth(row, "restored", "a");
    }

    @Test
    void restoreTakesThemBackInATransactionThatWasDoomedBefore() {
        assertBoth(play("doomedRestore"), "restored", "a");
    }

    @Test
    void eachBeanOfATransactionThatRollsBackDoesAsItSays() {
        JsonObject row = play("rollbackBoth");
        assertBoth(row, "restored", "");
        assertBoth(row, "kept", "a");
    }

    @Test
    void setRollbackOnlyIsARollback() {
        assertBoth(play("setRollbackOnly"), "kept", "a");
    }

    @Test
    void timingCallIsPublishedWhenTheCallEnds() {
        JsonObject row = play("timingCall");
        assertThat(row.getString("sequence.within")).isEqualTo("1");
        assertBoth(row, "prompt", "a");
    }

    @Test
    void aFailureToDistributeRollsTheTransactionBack() {
        JsonObject row = play("failedDistribution");
        assertThat(row.getString("restored")).isEqualTo("0");
    }

    @Test
    void aFailureToDistributeReachesTheCallerAndTheBeanLivesOn() {
        JsonObject row = play("failedDistributionRestored");
        error(row, "first.error").contains("HF1204");
        assertBoth(row, "restored", "a,c");
    }

    @Test
    void aFailureToDistributeThatIsOnlyWarnedOfPasses() {
        JsonObject row = play("failedDistributionWarn");
        assertThat(row.getString("first.error")).isEqualTo("null");
        assertBoth(row, "lenient", "a,b");
    }

    @Test
    void aFailureWithoutATransactionIsAnExceptionOfTheCall() {
        error(play("failedWithoutTransaction"), "error").startsWith("CheckpointFailedException: HF1204");
    }

    @Test
    void aPublicationThatFailsAfterTheCommitIsToldToWhoRunsTheWork() {
        JsonObject row = play("fencedAfterCommit");
        error(row, "first.error").startsWith("CheckpointFencedException: HF1221");
        assertThat(row.getString("kept.checkpoint")).isEqualTo("a");
    }

    @Test
    void aPublicationThatFailsAfterTheCommitMakesTheResponseA503() {
        browser.post(entry("a")).expect(200);
        Reply reply = browser.post(URI.create(entry("b") + "&fenced=true"));
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Holdfast-Notice"))
                .hasValueSatisfying(notice -> assertThat(notice).startsWith("HF1221 "));
        assertThat(entries()).isEqualTo("a");
    }

    @Test
    void aBeanManagedTransactionInOneCallIsPublishedWhenTheCallEnds() {
        assertBoth(play("beanManaged"), "managed", "a,b");
    }

    @Test
    void aBeanManagedTransactionOverCallsIsPublishedWhenItCommits() {
        JsonObject row = play("beanManagedOverCalls");
        assertThat(row.getString("published.within")).isEqualTo("0");
        assertBoth(row, "managed", "a,b,c");
    }

    @Test
    void whatBeforeCompletionChangesIsPublishedAndWhatAfterCompletionChangesIsNot() {
        JsonObject row = play("synchronization");
        assertThat(row.getString("live")).startsWith("[begun, a, completing, committed");
        assertThat(row.getString("checkpoint"))
                .startsWith("[begun, a, completing")
                .doesNotContain("completing, committed");
    }

    @Test
    void aTransactionalBeanThatIsNoEnterpriseBeanIsPublishedWithIt() {
        JsonObject row = play("transactional");
        assertThat(row.getString("sequence.within")).isEqualTo("0");
        assertBoth(row, "lasting", "a");
    }

    @Test
    void callsNestedInACallAreOneVersion() {
        JsonObject row = play("nested");
        assertThat(row.getString("versions")).isEqualTo("1");
        assertThat(row.getString("versions.without")).isEqualTo("1");
        assertBoth(row, "kept", "a,b,c");
        assertBoth(row, "partner", "b,b',c,c'");
    }

    @Test
    void anAsynchronousCallIsPublishedBeforeItsFutureIsDone() {
        assertBoth(play("asynchronous"), "kept", "a");
    }

    // Exceptions

    @Test
    void anApplicationExceptionIsPublished() {
        JsonObject row = play("applicationException");
        error(row, "error").contains("Refused: refused a");
        assertBoth(row, "kept", "a");
    }

    @Test
    void anApplicationExceptionThatRollsBackIsARollback() {
        JsonObject row = play("applicationExceptionRollback");
        error(row, "error").contains("Withdrawn: withdrawn a");
        assertBoth(row, "kept", "a");
    }

    @Test
    void aSystemExceptionEndsTheBeanAndItsSession() {
        JsonObject row = play("systemException");
        error(row, "error").contains("IllegalStateException: failed b");
        assertBoth(row, "kept", "none");
    }

    @Test
    void aSystemExceptionOfOneBeanLeavesTheOthers() {
        JsonObject row = play("systemExceptionOfOne");
        assertBoth(row, "kept", "");
        assertBoth(row, "partner", "a");
    }

    @Test
    void aRuntimeExceptionOfWhatIsNoEnterpriseBeanIsPublished() {
        JsonObject row = play("runtimeException");
        error(row, "error").contains("IllegalStateException: failed a");
        assertBoth(row, "lasting", "a");
    }

    // Life cycle

    @Test
    void passivationCallbacksSurroundEachCaptureIfAskedFor() {
        JsonObject row = play("passivate");
        assertThat(row.getString("live")).isEqualTo("cpapa");
        assertThat(row.getString("checkpoint")).isEqualTo("cpapa"); // captured after the second p, then activated
    }

    @Test
    void aBeanInAFieldIsTheSameBeanOfTheSession() {
        JsonObject row = play("reference");
        assertBoth(row, "referring", "b");
        assertBoth(row, "partner", "a,b");
    }

    @Test
    void whatTheContainerPassivatesIsWholeThoughASuperclassIsNotSerializable() {
        JsonObject row = play("passivatedByTheContainer");
        assertThat(row.getString("passivated")).isEqualTo("true");
        assertThat(row.getString("own")).isEqualTo("ab");
        assertBoth(row, "stowed", "a,b,c");
    }

    @Test
    void theAnnotationOnAMethodIsForThatMethodAlone() {
        JsonObject row = play("ofOneMethod");
        assertThat(row.getString("versions")).isEqualTo("0");
        assertThat(row.getString("partly.live")).isEqualTo("a,b");
        assertThat(row.getString("partly.checkpoint")).isEqualTo("a");
    }

    @Test
    void theAnnotationIsInherited() {
        assertBoth(play("inherited"), "heir", "a");
    }

    @Test
    void aStatefulTimeoutEndsTheBeanAndItsSession() {
        assertThat(play("statefulTimeout").getString("known")).isEqualTo("false");
    }

    @Test
    void aPlainBeanIsASessionAndIsResumedByItsId() {
        JsonObject row = play("plain");
        assertThat(row.getString("same")).isEqualTo("true");
        assertThat(row.getString("tolerate")).isEqualTo("1");
        assertThat(row.getString("resumed")).isEqualTo("a,b");
        assertThat(row.getString("unknown")).isEqualTo("false");
        assertThat(row.getString("error")).as("of the stale reference").contains("Exception: ");
    }

    @Test
    void anInjectedPlainBeanIsASessionAndIsResumedByItsId() {
        JsonObject row = play("injectedPlain");
        assertThat(row.getString("different")).isEqualTo("true");
        assertThat(row.getString("resumed")).isEqualTo("a");
    }

    @Test
    void removeEndsThePlainBeanAndItsSession() {
        assertThat(play("remove").getString("known")).isEqualTo("false");
    }

    @Test
    void removeThatIsRetainedIsPublished() {
        JsonObject row = play("removeRetained");
        error(row, "error").contains("Refused: not yet");
        assertThat(row.getString("checkpoint")).isEqualTo("closing");
        assertThat(row.getString("known")).isEqualTo("false");
    }

    @Test
    void endEndsTheSessionAndItsBeans() {
        JsonObject row = play("end");
        assertThat(row.getString("known")).isEqualTo("false");
        error(row, "error").startsWith("UnknownSessionException: HF3053");
    }

    @Test
    void endInATransactionEndsItAtOnce() {
        assertThat(play("endInTransaction").getString("known")).isEqualTo("false");
    }

    @Test
    void anUnknownSessionIsAnException() {
        error(play("unknown"), "error").startsWith("UnknownSessionException: HF3053");
    }

    @Test
    void aSessionThatNobodyUsesEnds() throws InterruptedException {
        String id = play("expiring").getString("id");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (browser.get(server.resolve("/semantics/api/live/" + id)).json().getBoolean("live")) {
            assertThat(System.nanoTime()).isLessThan(until);
            TimeUnit.SECONDS.sleep(1);
        }
    }

    // Retries

    @Test
    void aRetryIsAnsweredFromTheCheckpointAndNotAppliedAgain() {
        JsonObject row = play("retry");
        assertThat(row.getString("first")).isEqualTo("11");
        assertThat(row.getString("result")).isEqualTo("11");
        assertBoth(row, "kept", "a");
        assertBoth(row, "partner", "a");
    }

    @Test
    void aRetryOfARequestThatWasHalfAppliedAppliesTheRest() {
        JsonObject row = play("retryOfHalf");
        assertThat(row.getString("result")).isEqualTo("11");
        assertBoth(row, "kept", "a");
        assertBoth(row, "partner", "a");
    }

    @Test
    void aRetryOfACallThatRefusedIsRefusedAlike() {
        JsonObject row = play("retryOfRefused");
        error(row, "error").contains("Refused: refused a");
        assertBoth(row, "kept", "a");
    }

    @Test
    void aRetryOfATransactionThatRolledBackIsApplied() {
        assertBoth(play("retryOfRolledBack"), "restored", "a");
    }

    @Test
    void aKeyThatIsUsedForAnotherCallIsRefused() {
        JsonObject row = play("keyReused");
        error(row, "arguments").contains("IdempotencyException: HF3086");
        error(row, "error").contains("IdempotencyException: HF3086");
        assertBoth(row, "kept", "a");
    }

    @Test
    void theLastKeysAreRememberedAndNoMore() {
        assertBoth(play("keysForgotten"), "kept", "e0,e1,e2,e3,e4,e0");
    }

    @Test
    void aResultThatCannotBeKeptIsAnExceptionOfTheRetryWhichIsNotApplied() {
        JsonObject row = play("resultNotKept");
        error(row, "error").contains("IdempotencyException: HF3076");
        assertBoth(row, "kept", "a");
    }

    @Test
    void theKeyOfARequestIsAHeader() {
        browser.post(entry("a")).expect(200);
        assertThat(browser.post(entry("b"), Map.of("Idempotency-Key", "\"k1\""))
                        .expect(200)
                        .body())
                .isEqualTo(browser.post(entry("b"), Map.of("Idempotency-Key", "k1"))
                        .expect(200)
                        .body());
        assertThat(entries()).isEqualTo("a,b");
    }

    @Test
    void aHeaderThatIsNoKeyIsABadRequest() {
        Reply reply = browser.post(entry("a"), Map.of("Idempotency-Key", "k".repeat(129)));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Holdfast-Notice"))
                .hasValueSatisfying(notice -> assertThat(notice).startsWith("HF3106 "));
        assertThat(browser.cookie(COOKIE)).isNull();
    }

    private JsonObject play(String row) {
        Reply reply = browser.get(server.resolve("/semantics/api/rows/" + row));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    private URI entry(String entry) {
        return server.resolve("/semantics/api/entries?entry=" + entry);
    }

    private String entries() {
        return browser.get(server.resolve("/semantics/api/entries"))
                .expect(200)
                .json()
                .getString("entries");
    }

    private static void assertBoth(JsonObject row, String bean, String entries) {
        assertThat(row.getString(bean + ".live")).as("live: " + row).isEqualTo(entries);
        assertThat(row.getString(bean + ".checkpoint")).as("checkpoint: " + row).isEqualTo(entries);
    }

    private static AbstractStringAssert<?> error(JsonObject row, String name) {
        assertThat(row).containsKey(name);
        return assertThat(row.getString(name));
    }
}
