// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.memory.MemoryDirectory;
import io.holdfast.core.operation.Operation.Kind;
import io.holdfast.core.operation.Operation.State;
import io.holdfast.core.port.Clock;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.Signals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OperationsTest {

    private static final CheckpointId SESSION = new CheckpointId("shop", "s1");

    private final MemoryDirectory directory = new MemoryDirectory();
    private final List<String> sent = new ArrayList<>();
    private long now = 1_000_000;

    private final Operations operations = new Operations(
            directory,
            new Signals() {
                @Override
                public void send(String message) {
                    sent.add(message);
                }

                @Override
                public Cluster.Subscription onSignal(Consumer<String> listener) {
                    return () -> {};
                }
            },
            new Clock() {
                @Override
                public long millis() {
                    return now;
                }

                @Override
                public long nanos() {
                    return now * 1_000_000;
                }

                @Override
                public CompletionStage<Void> after(Duration delay) {
                    return CompletableFuture.completedStage(null);
                }
            });

    @Test
    void aRequestIsFoundAsItWasMadeAndEverybodyIsToldToLook() {
        Operation asked = operations.request(Kind.MOVE, SESSION, "member-2", "anna");
        assertThat(operations.find(asked.id())).hasValue(asked);
        assertThat(asked.state()).isEqualTo(State.REQUESTED);
        assertThat(sent).containsExactly(Operations.SIGNAL);
    }

    @Test
    void whatBecameOfItIsFoundTooAndNamesWithTabsAndLinesDoNotBreakTheEntry() {
        Operation asked = operations.request(Kind.VERIFY, SESSION, "", "an\tna");
        Operation done = asked.with(State.DONE, "n1", now, "4 of 4\nfragments are valid");
        operations.write(done);
        assertThat(operations.all()).containsExactly(done);
        assertThat(done.message()).isEqualTo("4 of 4 fragments are valid");
        assertThat(done.requestedBy()).isEqualTo("an na");
    }

    @Test
    void theyAreListedInTheOrderInWhichTheyWereAsked() {
        Operation first = operations.request(Kind.VERIFY, SESSION, "", "anna");
        now++;
        Operation second = operations.request(Kind.END, SESSION, "", "anna");
        assertThat(operations.all()).containsExactly(first, second);
    }

    @Test
    void onlyAMoveNamesAMember() {
        assertThatThrownBy(() -> operations.request(Kind.MOVE, SESSION, "", "anna"))
                .hasMessageStartingWith("HF1501");
        assertThatThrownBy(() -> operations.request(Kind.END, SESSION, "m", "anna"))
                .hasMessageStartingWith("HF1501");
    }

    @Test
    void anEntryThatIsNoOperationIsLeftOutAndLeftAlone() {
        directory.put("operation/x", "HF9\tsomething");
        directory.put("operation/y", "HF1\t" + "\t".repeat(9));
        operations.tidy();
        assertThat(operations.all()).isEmpty();
        assertThat(directory.entries("")).hasSize(2);
    }

    @Test
    void whatNobodyExecutesFailsAndWhatHasEndedIsShownForAWhile() {
        Operation asked = operations.request(Kind.END, SESSION, "", "anna");
        now += Operations.UNENDED.toMillis();
        operations.tidy();
        assertThat(operations.find(asked.id())).hasValue(asked);
        now++;
        operations.tidy();
        assertThat(operations.find(asked.id()).orElseThrow().state()).isEqualTo(State.FAILED);
        now += Operations.SHOWN.toMillis();
        operations.tidy();
        assertThat(operations.all()).hasSize(1);
        now++;
        operations.tidy();
        assertThat(operations.all()).isEmpty();
    }

    @Test
    void aMemberIsDrainedUntilItIsTakenBack() {
        operations.drain("a", "anna");
        operations.drain("b", "anna");
        operations.drain("b", "anna");
        assertThat(operations.drained()).containsExactly("a", "b");
        operations.undrain("a");
        assertThat(operations.drained()).containsExactly("b");
        operations.tidy();
        assertThat(operations.drained()).containsExactly("b");
    }
}
