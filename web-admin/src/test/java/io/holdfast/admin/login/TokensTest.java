// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.admin.MapDirectory;
import io.holdfast.core.memory.LeapingClock;
import io.holdfast.core.port.StoreException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final Account OPERATOR = new Account("ada", Role.OPERATOR);

    private final MapDirectory directory = new MapDirectory();
    private final LeapingClock clock = new LeapingClock();
    private final Set<String> ended = new HashSet<>();
    private final Tokens tokens = member("engine");

    @Test
    void aLoginIsReadByEveryMember() {
        Account viewer = new Account("eve. \u00e9\u4e2d", Role.VIEWER);
        assertThat(member("engine").read(tokens.issue(viewer)).orElseThrow().account())
                .isEqualTo(viewer);
    }

    @Test
    void everyLoginIsAnother() {
        assertThat(tokens.issue(OPERATOR)).isNotEqualTo(tokens.issue(OPERATOR));
    }

    @Test
    void nothingOfItCanBeChanged() {
        String token = tokens.issue(new Account("eve", Role.VIEWER));
        assertThat(tokens.read(token.replace("VIEWER", "OPERATOR"))).isEmpty();
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'E' : 'A'; // differs in a bit that base64 does not ignore
            assertThat(tokens.read(token.substring(0, i) + other + token.substring(i + 1)))
                    .as("character %d", i)
                    .isEmpty();
        }
        assertThat(tokens.read("")).isEmpty();
        assertThat(tokens.read(token + "A")).isEmpty();
    }

    @Test
    void whatStandsInTheGridIsNotEnoughToMakeOneWherePasswordsAreConfigured() {
        assertThat(tokens.read(member("another").issue(OPERATOR))).isEmpty();
    }

    @Test
    void itEndsWithItsTimeAndCanBeRenewedForSomeHours() {
        String text = tokens.issue(OPERATOR);
        leap(Tokens.LIFE.minusMillis(1));
        Token token = tokens.read(text).orElseThrow();
        String renewed = tokens.renew(token).orElseThrow();
        leap(Duration.ofMillis(1));
        assertThat(tokens.read(text)).isEmpty();
        assertThat(tokens.read(renewed).orElseThrow().id()).isEqualTo(token.id());
        leap(Tokens.LONGEST);
        assertThat(tokens.renew(token)).isEmpty();
    }

    @Test
    void whoHasLoggedOutIsOutEverywhere() {
        String text = tokens.issue(OPERATOR);
        String renewed = tokens.renew(tokens.read(text).orElseThrow()).orElseThrow();
        ended.add(tokens.read(text).orElseThrow().id());
        assertThat(member("engine").read(text)).isEmpty();
        assertThat(member("engine").read(renewed)).isEmpty();
    }

    @Test
    void aKeyThatIsKnownSurvivesASilentGrid() {
        String text = tokens.issue(OPERATOR);
        directory.cutOff();
        clock.leap(FirstStartLogin.TRUST.plusSeconds(1));
        assertThat(tokens.read(text)).isPresent();
        assertThatThrownBy(() -> member("engine").read(text)).isInstanceOf(StoreException.class);
    }

    private void leap(Duration duration) {
        clock.leap(duration);
    }

    private Tokens member(String configured) {
        SecureRandom random = new SecureRandom();
        return new Tokens(new SigningKey(directory, clock, random, configured), clock, random, ended::contains);
    }
}
