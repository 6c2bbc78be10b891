// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testsuite.load.CartVerdict;
import io.holdfast.testsuite.load.Http;
import io.holdfast.testsuite.load.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShopperTest {

    private static final Patience CALL = new Patience(Duration.ofSeconds(20), Duration.ofMillis(10));

    private final Moves moves = new Moves();
    private StubShop shop;
    private Shopper shopper;

    @BeforeEach
    void open() throws IOException {
        shop = new StubShop(2);
        shopper = shopper(CALL);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void cartIsFilledToItsSizeWithABoundedNumberOfCalls() {
        shopper.fill();

        assertThat(shopper.acknowledged()).isBetween(14, 20);
        assertThat(shopper.check().exact()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"REPLY_LOST", "CALL_LOST", "NOT_DURABLE"})
    void callWithUnknownOutcomeTakesEffectOnce(StubShop.Mishap mishap) {
        shopper.fill();
        int before = shopper.acknowledged();
        shop.next(mishap);

        shopper.shop();

        assertThat(shopper.acknowledged()).isEqualTo(before + 1);
        assertThat(shopper.standing()).isEqualTo(Shopper.Standing.SHOPPING);
        assertThat(shopper.check()).isEqualTo(new CartVerdict(List.of()));
    }

    @Test
    void shoppingAddsAndRemovesInTurn() {
        shopper.fill();
        int filled = shopper.acknowledged();
        shopper.shop();
        shopper.shop();
        shopper.shop();

        assertThat(shopper.acknowledged()).isEqualTo(filled + 3);
        assertThat(shopper.check().exact()).isTrue();
    }

    @Test
    void shopperOfADeadMemberGoesOnAtTheNextOne() {
        shopper.fill();
        shop.members().get(0).kill9();

        shopper.shop();

        assertThat(shopper.check().exact()).isTrue();
        assertThat(moves.first("n1")).isPresent();
        assertThat(moves.first("n2")).isEmpty();
    }

    @Test
    void callThatNobodyAnswersStaysUnknownAndTheCartIsStillExactWithoutIt() throws IOException {
        Shopper hasty = shopper(new Patience(Duration.ZERO, Duration.ZERO));
        hasty.fill();
        shop.next(StubShop.Mishap.CALL_LOST);
        shop.members().get(0).kill9();

        hasty.shop();

        assertThat(hasty.standing()).isEqualTo(Shopper.Standing.UNKNOWN);
        assertThat(hasty.check().exact()).isTrue();
    }

    private Shopper shopper(Patience patience) {
        return new Shopper(0, new Fleet(shop.members()), new Http(), List.of("HF-0001"), moves, patience, 42);
    }
}
