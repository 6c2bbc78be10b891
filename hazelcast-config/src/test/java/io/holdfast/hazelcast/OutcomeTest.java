// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.partition.NoDataMemberInClusterException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import io.holdfast.core.port.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeTest {

    @Test
    void anAnswerIsTheValue() {
        Outcome<String> outcome = new Outcome<>("set", Outcome.Kind.REPEATABLE);
        outcome.follow(CompletableFuture.completedStage("x"));
        assertThat(outcome.within(Duration.ofMillis(100)).join()).isEqualTo("x");
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.Kind.class,
            names = {"REPEATABLE", "CONDITIONAL"})
    void aWriteThatMayHaveHappenedIsUnknown(Outcome.Kind kind) {
        for (RuntimeException failure : new RuntimeException[] {
            new IndeterminateOperationStateException("lost"),
            new OperationTimeoutException("late"),
            new HazelcastInstanceNotActiveException("ends"),
            new IllegalStateException("passive")
        }) {
            assertThat(failed(kind, failure))
                    .isInstanceOf(StoreException.Unknown.class)
                    .hasMessageStartingWith("HF2021 set in map m")
                    .hasCause(failure);
        }
    }

    @ParameterizedTest
    @EnumSource(Outcome.Kind.class)
    void whatIsRefusedBeforeItIsExecutedChangedNothing(Outcome.Kind kind) {
        for (RuntimeException failure : new RuntimeException[] {
            new SplitBrainProtectionException("too few"), new NoDataMemberInClusterException("all lite")
        }) {
            assertThat(failed(kind, failure))
                    .isInstanceOf(StoreException.Refused.class)
                    .hasMessageStartingWith("HF2020 set in map m");
        }
    }

    @Test
    void aReadNeverChangesAnything() {
        assertThat(failed(Outcome.Kind.READ, new IndeterminateOperationStateException("lost")))
                .isInstanceOf(StoreException.Refused.class);
    }

    @Test
    void theCauseIsNotHiddenInACompletionException() {
        RuntimeException cause = new OperationTimeoutException("late");
        assertThat(failed(Outcome.Kind.CONDITIONAL, new CompletionException(cause)))
                .hasCause(cause);
    }

    @Test
    void aWriteWithoutAnAnswerEndsUnknown() {
        Outcome<String> silent = new Outcome<>("set in map m", Outcome.Kind.CONDITIONAL);
        assertThatExceptionOfType(StoreException.Unknown.class)
                .isThrownBy(() -> Outcome.join(silent.within(Duration.ofMillis(20))))
                .withMessageStartingWith("HF2022 set in map m");
    }

    @Test
    void aReadWithoutAnAnswerEndsRefused() {
        Outcome<String> silent = new Outcome<>("get in map m", Outcome.Kind.READ);
        assertThatExceptionOfType(StoreException.Refused.class)
                .isThrownBy(() -> Outcome.join(silent.within(Duration.ofMillis(20))))
                .withMessageStartingWith("HF2020 get in map m");
    }

    @Test
    void stagesAfterItFailAlike() {
        Outcome<String> outcome = new Outcome<>("set in map m", Outcome.Kind.REPEATABLE);
        CompletableFuture<Integer> after = outcome.thenApply(String::length);
        outcome.settle(null, new OperationTimeoutException("late"));
        assertThatExceptionOfType(StoreException.Unknown.class).isThrownBy(() -> Outcome.join(after));
    }

    private static Throwable failed(Outcome.Kind kind, RuntimeException failure) {
        Outcome<String> outcome = new Outcome<>("set in map m", kind);
        outcome.settle(null, failure);
        return outcome.handle((value, thrown) -> thrown).join();
    }
}
