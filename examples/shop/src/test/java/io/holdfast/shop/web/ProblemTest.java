// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ejb.CheckpointFailedException;
import io.holdfast.ejb.CheckpointFencedException;
import io.holdfast.ejb.CheckpointIndeterminateException;
import io.holdfast.ejb.IdempotencyException;
import io.holdfast.shop.cart.CartException;
import jakarta.ejb.EJBException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemTest {

    @Test
    void aRefusalOfTheCartIsABadRequestWithItsCode() {
        Problem problem = Problem.of(new CartException("HF5412", "The quantity is 0."));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.code()).isEqualTo("HF5412");
        assertThat(problem.detail()).isEqualTo("The quantity is 0.");
        assertThat(problem.isUnexpected()).isFalse();
    }

    static RuntimeException[] checkpointsThatAreNotDurable() {
        return new RuntimeException[] {
            new CheckpointFailedException("HF3201 two fragments\nare missing", null),
            new CheckpointIndeterminateException("HF3201 two fragments\nare missing", null),
            new CheckpointFencedException("HF3201 two fragments\nare missing", null)
        };
    }

    @ParameterizedTest
    @MethodSource("checkpointsThatAreNotDurable")
    void aCheckpointThatIsNotDurableIsServiceUnavailable(RuntimeException cause) {
        Problem problem = Problem.of(cause);

        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.code()).isEqualTo("HF3201");
        assertThat(problem.detail()).isEqualTo("two fragments\nare missing");
    }

    @Test
    void aKeyOfAnotherRequestCannotBeProcessed() {
        assertThat(Problem.of(new IdempotencyException("HF3086 it was used before", null))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void whatTheContainerHasWrappedIsFound() {
        EJBException wrapped = new EJBException(new IllegalStateException(
                new CheckpointFailedException("HF3201 two fragments are missing", new RuntimeException("lost"))));

        assertThat(Problem.of(wrapped).status()).isEqualTo(503);
    }

    @Test
    void anythingElseIsADefectWhoseCauseIsNotShown() {
        Problem problem = Problem.of(new NullPointerException("secret"));

        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.isUnexpected()).isTrue();
        assertThat(problem.detail()).doesNotContain("secret");
    }
}
