// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.admin.MapDirectory;
import io.holdfast.core.memory.LeapingClock;
import io.holdfast.core.port.StoreException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstStartLoginTest {

    private final MapDirectory directory = new MapDirectory();
    private final LeapingClock clock = new LeapingClock();
    private final List<String> told = new ArrayList<>();
    private final FirstStartLogin first = member();
    private final FirstStartLogin second = member();

    @Test
    void theSecretOfTheFirstMemberIsToldOnceAndAcceptedByAll() {
        assertThat(first.agree()).isTrue();
        assertThat(second.agree()).isTrue();
        assertThat(first.agree()).isTrue();
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).hasSize(24);
        assertThat(first.accepts(new BasicHeader("admin", told.get(0)))).isTrue();
        assertThat(second.accepts(new BasicHeader("admin", told.get(0)))).isTrue();
        assertThat(second.accepts(new BasicHeader("admin", told.get(0) + "x"))).isFalse();
        assertThat(second.accepts(new BasicHeader("root", told.get(0)))).isFalse();
        assertThat(second.accepts(new BasicHeader("admin", ""))).isFalse();
    }

    @Test
    void theClusterKeepsNothingOfTheSecretButItsHash() {
        first.agree();
        assertThat(directory.standing(FirstStartLogin.KEY))
                .startsWith("pbkdf2-sha256:")
                .doesNotContain(told.get(0));
    }

    @Test
    void anOfferWhoseAnswerWasLostIsRecognized() {
        directory.loseAnswers();
        assertThatThrownBy(first::agree).isInstanceOf(StoreException.class);
        directory.heal();
        assertThat(first.agree()).isTrue();
        assertThat(told).hasSize(1);
        assertThat(first.accepts(new BasicHeader("admin", told.get(0)))).isTrue();
    }

    @Test
    void aLoginBeforeTheFirstAgreementAgrees() {
        assertThat(first.accepts(new BasicHeader("admin", "guess"))).isFalse();
        assertThat(told).hasSize(1);
    }

    @Test
    void whileTheGridDoesNotAnswerWhatStoodThereHolds() {
        first.agree();
        directory.cutOff();
        clock.leap(FirstStartLogin.TRUST.multipliedBy(2));
        assertThat(first.accepts(new BasicHeader("admin", told.get(0)))).isTrue();
        assertThat(first.accepts(new BasicHeader("admin", "guess"))).isFalse();
    }

    @Test
    void withoutAnyAgreementNobodyIsLetIn() {
        directory.cutOff();
        assertThatThrownBy(() -> first.accepts(new BasicHeader("admin", "guess")))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void aSecretThatTheGridLostIsOfferedAgainByAnyMember() {
        first.agree();
        second.agree();
        String stood = directory.standing(FirstStartLogin.KEY);
        directory.remove(FirstStartLogin.KEY);
        clock.leap(FirstStartLogin.TRUST.multipliedBy(2));
        assertThat(second.accepts(new BasicHeader("admin", told.get(0)))).isTrue();
        assertThat(directory.standing(FirstStartLogin.KEY)).isEqualTo(stood);
        assertThat(told).hasSize(1);
    }

    @Test
    void membersThatMetLaterAgreeOnWhatStands() {
        first.agree();
        directory.remove(FirstStartLogin.KEY);
        second.agree();
        assertThat(told).hasSize(2);
        clock.leap(FirstStartLogin.TRUST.multipliedBy(2));
        assertThat(first.accepts(new BasicHeader("admin", told.get(0)))).isFalse();
        assertThat(first.accepts(new BasicHeader("admin", told.get(1)))).isTrue();
    }

    @Test
    void aForgedRecordLetsNobodyIn() {
        directory.put(FirstStartLogin.KEY, "plain:guess");
        assertThat(first.agree()).isFalse();
        assertThat(first.accepts(new BasicHeader("admin", "guess"))).isFalse();
        assertThat(told).isEmpty();
    }

    private FirstStartLogin member() {
        return new FirstStartLogin("admin", directory, clock, new SecureRandom(), told::add);
    }
}
