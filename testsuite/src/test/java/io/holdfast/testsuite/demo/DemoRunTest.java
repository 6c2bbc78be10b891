// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.testsuite.cluster.CommandException;
import io.holdfast.testsuite.cluster.Member;
import io.holdfast.testsuite.load.CartItem;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole demo against a cluster that keeps what it acknowledged, and against clusters that do not. */
class DemoRunTest {

    private static final int CARTS = 12;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void carefulClusterHasEveryCartExactAfterTwoKills() throws IOException {
        try (StubShop shop = new StubShop(4)) {
            DemoResult result = run(shop, StubShop.PASSWORD);

            assertThat(result.exact()).as(DemoTable.of(result)).isEqualTo(CARTS);
            assertThat(result.nothingLost()).isTrue();
            assertThat(shop.members()).filteredOn(Member::alive).hasSize(2);
            assertThat(result.failovers()).hasSize(2).allSatisfy(failover -> {
                assertThat(failover.whole()).isTrue();
                assertThat(failover.firstReactivated()).isPresent();
                assertThat(failover.lastReactivated()).isPresent();
            });
            assertThat(result.storage().ratio()).isBetween(1.49, 1.5);
            assertThat(result.acknowledged()).isGreaterThanOrEqualTo(CARTS * 16);
        }
    }

    @Test
    void resultsAreOneFlatObject() throws IOException {
        try (StubShop shop = new StubShop(3)) {
            JsonObject json = DemoJson.of(run(shop, StubShop.PASSWORD));

            assertThat(json.getInt("carts")).isEqualTo(CARTS);
            assertThat(json.getInt("carts.exact")).isEqualTo(CARTS);
            assertThat(json.getInt("kills")).isEqualTo(2);
            assertThat(json.getJsonNumber("storage.ratio").doubleValue()).isBetween(1.49, 1.5);
            assertThat(json)
                    .containsKeys("calls.acknowledged", "first.reactivated.ms", "last.reactivated.ms")
                    .doesNotContainValue(JsonObject.EMPTY_JSON_OBJECT);
            assertThat(json.values().stream().map(value -> value.getValueType().name()))
                    .doesNotContain("OBJECT", "ARRAY");
            assertThat(printed.toString(StandardCharsets.UTF_8)).contains("filling carts", "kill -9 n");
        }
    }

    static Stream<Named<Consumer<List<CartItem>>>> damages() {
        return Stream.of(
                Named.of("an acknowledged item is lost", items -> items.remove(0)),
                Named.of("an item is there twice", items -> items.add(items.get(0))),
                Named.of("items changed places", Collections::reverse),
                Named.of("a note changed", items -> items.set(0, renamed(items.get(0)))),
                Named.of("the cart is empty", List::clear));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void carelessClusterIsFoundOut(Consumer<List<CartItem>> damage) throws IOException {
        try (StubShop shop = new StubShop(3)) {
            shop.damageOnRecovery(damage);

            DemoResult result = run(shop, StubShop.PASSWORD);

            assertThat(result.exact()).isEqualTo(CARTS - 1);
            assertThat(result.nothingLost()).isFalse();
            assertThat(DemoTable.of(result)).contains("HF5140", "11 of 12");
        }
    }

    @Test
    void shopThatRefusesACallEndsTheDemo() throws IOException {
        try (StubShop shop = new StubShop(3)) {
            shop.next(StubShop.Mishap.REFUSED);

            assertThatThrownBy(() -> run(shop, StubShop.PASSWORD))
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith("HF5111")
                    .hasMessageContaining("400");
        }
    }

    private DemoResult run(StubShop shop, String password) {
        DemoOptions options =
                DemoOptions.parse(List.of("--members", "" + shop.members().size(), "--carts", "" + CARTS), 7);
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new DemoRun(options, shop.members(), StubShop.USER, password, new Progress(out, false)).run();
    }

    private static CartItem renamed(CartItem item) {
        return new CartItem(item.reference(), item.sku(), item.quantity(), item.note() + "!");
    }
}
