// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.admin.sight.Page;
import io.holdfast.core.checkpoint.UnreadableFormatException;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.StoreException;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void whatTheClientDidWrongIs400() {
        Problem problem = problemOf(() -> Page.parse("x", "1"));
        assertThat(problem)
                .isEqualTo(new Problem(
                        400,
                        "The request cannot be carried out",
                        "HF4010",
                        "offset is 'x', must be a whole number, 0 to 2147483647"));
    }

    @Test
    void anUnknownSessionIs404() {
        Problem problem = Problem.of(new NoSuchSessionException(new CheckpointId("shop", "abc")));
        assertThat(problem.status()).isEqualTo(404);
        assertThat(problem.code()).isEqualTo("HF4012");
        assertThat(problem.detail()).contains("shop/abc");
    }

    @Test
    void aClusterThatDoesNotAnswerIs503() {
        Problem problem = Problem.of(new StoreException.Unknown("HF2020 no answer", null));
        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.code()).isEqualTo("HF4014");
        assertThat(problem.detail()).contains("HF2020");
    }

    @Test
    void anUnreadableManifestKeepsItsCode() {
        Problem problem = Problem.of(new UnreadableFormatException("HF1103 manifest of a/b: bytes changed", null));
        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.code()).isEqualTo("HF1103");
    }

    @Test
    void aDefectTellsNothingOfItself() {
        for (RuntimeException defect :
                new RuntimeException[] {new IllegalStateException("secret"), new IllegalArgumentException("secret")}) {
            Problem problem = Problem.of(defect);
            assertThat(problem.status()).isEqualTo(500);
            assertThat(problem.isUnexpected()).isTrue();
            assertThat(problem.json()).doesNotContain("secret");
        }
    }

    @Test
    void aProblemIsJson() {
        assertThat(Problem.ofStatus(403).json())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not allowed\",\"status\":403,\"code\":\"HF4015\","
                        + "\"detail\":\"This address does not answer this method for this user.\"}");
    }

    private static Problem problemOf(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            return Problem.of(e);
        }
        throw new AssertionError("nothing went wrong");
    }
}
