// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CartVerdictTest {

    private static final CartItem A = item("a");
    private static final CartItem B = item("b");
    private static final CartItem C = item("c");

    private final CartHistory history = new CartHistory();

    @BeforeEach
    void acknowledgeAAndB() {
        acknowledge(new CartCall.Add(A));
        acknowledge(new CartCall.Add(B));
    }

    @Test
    void whatWasAcknowledgedIsExact() {
        assertThat(problems(A, B)).isEmpty();
    }

    @Test
    void callInFlightMayHaveTakenEffectOrNot() {
        history.begin(new CartCall.Add(C));

        assertThat(problems(A, B)).isEmpty();
        assertThat(problems(A, B, C)).isEmpty();
    }

    @Test
    void removalInFlightMayHaveTakenEffectOrNot() {
        history.begin(new CartCall.Remove("a"));

        assertThat(problems(A, B)).isEmpty();
        assertThat(problems(B)).isEmpty();
        assertThat(problems(A)).containsExactly("b was acknowledged and is lost");
    }

    @Test
    void callInFlightDoesNotExcuseALostItem() {
        history.begin(new CartCall.Add(C));

        assertThat(problems(A, C)).containsExactly("b was acknowledged and is lost");
    }

    @Test
    void itemThatWasRemovedMustNotComeBack() {
        acknowledge(new CartCall.Remove("a"));

        assertThat(problems(A, B)).containsExactly("a was removed, or never added");
    }

    @Test
    void everyDefectIsNamed() {
        assertThat(problems(A)).containsExactly("b was acknowledged and is lost");
        assertThat(problems(A, B, B)).containsExactly("b is there more than once");
        assertThat(problems(B, A)).containsExactly("the items are in another order");
        assertThat(problems(A, B, C)).containsExactly("c was removed, or never added");
        assertThat(problems(A, new CartItem("b", "HF-0001", 2, "b"))).containsExactly("b is changed");
        assertThat(problems()).hasSize(2);
    }

    @Test
    void callInFlightAtTheWrongPlaceIsAnotherOrder() {
        history.begin(new CartCall.Add(C));

        assertThat(problems(C, A, B)).containsExactly("the items are in another order");
    }

    private List<String> problems(CartItem... actual) {
        return CartVerdict.of(history, List.of(actual)).problems();
    }

    private void acknowledge(CartCall call) {
        history.begin(call);
        history.acknowledge();
    }

    private static CartItem item(String reference) {
        return new CartItem(reference, "HF-0001", 1, reference);
    }
}
