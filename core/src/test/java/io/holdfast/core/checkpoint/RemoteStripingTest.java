// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import static io.holdfast.core.checkpoint.Samples.CART;
import static io.holdfast.core.memory.Ensemble.bytes;
import static io.holdfast.core.memory.Ensemble.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.memory.Ensemble;
import io.holdfast.core.memory.FaultyGrid.Fault;
import io.holdfast.core.memory.FaultyGrid.Operation;
import io.holdfast.core.memory.MemoryMail;
import io.holdfast.core.port.Mail.Address;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RemoteStripingTest {

    private static final byte[] STATE = bytes(1, 90_001);
    private static final Address ANSWERS = new Address("m0", "answers");
    private static final Address HELPER = new Address("m1", "orders");
    private static final Duration LIMIT = Duration.ofMillis(500);

    private final Ensemble ensemble = Ensemble.of(6);
    private final MemoryMail mail = new MemoryMail();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final RemoteStriping remote =
            opened(new RemoteStriping(ensemble.grid("m0"), mail, ANSWERS, () -> List.of(HELPER, ANSWERS), LIMIT));
    private final Distributor distributor =
            opened(new Distributor(ensemble.grid("m0"), DistributorSettings.DEFAULTS, Optional.of(remote)));
    private final OwnedCheckpoint owned = ensemble.fresh(CART, "m0", 2);

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void theOtherMemberStoresWhatTheProductionMemberWouldHaveStored() {
        StripingService service = serve(Runnable::run);
        Layout layout = commit();
        assertThat(read()).isEqualTo(STATE);
        assertThat(puts("m0")).isZero();
        assertThat(puts("m1")).isEqualTo(1);
        assertThat(service.striped()).isEqualTo(1);
        assertThat(remote.helped()).isEqualTo(1);
        layout.groups().forEach(group -> {
            for (int index = 0; index < group.scheme().fragments(); index++) {
                FragmentFormat.check(CART, group, index, ensemble.cluster().fragment(group.key(CART, index)));
            }
        });
    }

    @Test
    void eachByteIsSentOnceAndUnchangedGroupsNotAtAll() {
        serve(Runnable::run);
        commit();
        assertThat(mail.sent().get(0)).hasSizeBetween(STATE.length, STATE.length + 2_000);
        byte[] changed = STATE.clone();
        changed[changed.length - 1]++;
        result(distributor.commit(owned, "java", changed));
        assertThat(mail.sent().get(2).length).isLessThan(STATE.length / 2);
        assertThat(read()).isEqualTo(changed);
    }

    @Test
    void whoeverLosesTheOrderOrTheAnswerTheCheckpointIsMade() {
        serve(Runnable::run);
        for (Address losing : List.of(HELPER, ANSWERS)) {
            mail.lose(losing::equals);
            byte[] state = bytes(losing.hashCode(), 70_000);
            result(distributor.commit(owned, "java", state));
            assertThat(read()).isEqualTo(state);
            ensemble.clock().leap(Duration.ofSeconds(6));
        }
        assertThat(remote.helped()).isZero();
        assertThat(remote.unhelped()).isEqualTo(2);
        assertThat(puts("m0")).isEqualTo(2);
    }

    @Test
    void aMemberThatStallsIsLeftAloneForAWhile() {
        List<Runnable> stalled = new ArrayList<>();
        serve(stalled::add);
        commit();
        assertThat(stalled).hasSize(1);
        result(distributor.commit(owned, "java", bytes(2, 50_000)));
        assertThat(stalled).as("it was asked again").hasSize(1);
        ensemble.clock().leap(Duration.ofSeconds(6));
        result(distributor.commit(owned, "java", bytes(3, 50_000)));
        assertThat(stalled).as("it was not asked again after its rest").hasSize(2);
        stalled.forEach(Runnable::run);
        assertThat(read()).as("late work changed what was stored").isEqualTo(bytes(3, 50_000));
    }

    @Test
    void aMemberThatCannotStoreOrTakesNoMoreSaysSo() {
        StripingService service = serve(Runnable::run);
        ensemble.faults("m1").always(Operation.PUT, Fault.REFUSED);
        commit();
        assertThat(read()).isEqualTo(STATE);
        service.close();
        serve(work -> {
            throw new RejectedExecutionException("full");
        });
        result(distributor.commit(owned, "java", bytes(4, 50_000)));
        assertThat(read()).isEqualTo(bytes(4, 50_000));
        assertThat(remote.helped()).isZero();
    }

    @Test
    void aMemberHoldsABoundedNumberOfBytes() {
        List<Runnable> stalled = new ArrayList<>();
        serve(stalled::add);
        byte[] large = bytes(5, 10 << 20);
        int orders = 0;
        for (; orders < 20; orders++) {
            OwnedCheckpoint each = ensemble.fresh(new CheckpointId("shop", "large-" + orders), "m0", 2);
            result(distributor.commit(each, "java", large));
            ensemble.clock().leap(Duration.ofSeconds(6));
        }
        assertThat(stalled).hasSizeBetween(1, StripingService.MOST_BYTES / large.length);
    }

    @Test
    void whoIsNotInTheClusterIsNotAsked() {
        Distributor alone = opened(new Distributor(
                ensemble.grid("m0"),
                DistributorSettings.DEFAULTS,
                Optional.of(opened(new RemoteStriping(
                        ensemble.grid("m0"),
                        mail,
                        new Address("m0", "other"),
                        () -> List.of(new Address("m9", "orders"), ANSWERS),
                        LIMIT)))));
        result(alone.commit(owned, "java", STATE));
        assertThat(mail.sent()).isEmpty();
        assertThat(read()).isEqualTo(STATE);
    }

    @Test
    void whatIsNoOrderIsDropped() {
        StripingService service = serve(Runnable::run);
        byte[] order = StripingFormat.encode(new StripingFormat.Order(1, ANSWERS, CART, List.of()));
        for (int at = 0; at < order.length; at++) {
            mail.send(HELPER, Samples.flipped(order, at * 8));
        }
        mail.send(HELPER, StripingFormat.encode(new StripingFormat.Answer(1, true)));
        mail.send(ANSWERS, order);
        mail.send(ANSWERS, new byte[3]);
        assertThat(service.striped()).isZero();
        assertThat(remote.helped()).isZero();
    }

    @Test
    void nobodyWithoutTheKeyCanReadWhatIsSent() {
        serve(Runnable::run);
        Keyring keys = Keyring.parse("k:" + Base64.getEncoder().encodeToString(new byte[Keyring.KEY_BYTES]));
        DistributorSettings encrypted =
                new DistributorSettings(0, 1 << 20, Duration.ofSeconds(1), false, Optional.empty(), keys);
        Distributor secret = opened(new Distributor(ensemble.grid("m0"), encrypted, Optional.of(remote)));
        byte[] state = "credit card ".repeat(5_000).getBytes(StandardCharsets.UTF_8);
        result(secret.commit(owned, "java", state));
        assertThat(remote.helped()).isEqualTo(1);
        mail.sent().forEach(message -> assertThat(new String(message, StandardCharsets.ISO_8859_1))
                .doesNotContain("credit"));
        assertThat(result(new Reassembler(ensemble.grid("m1").fragments(), keys).reassemble(ensemble.manifest(CART)))
                        .state())
                .isEqualTo(state);
    }

    private <T extends AutoCloseable> T opened(T each) {
        open.add(0, each);
        return each;
    }

    private StripingService serve(Executor executor) {
        return opened(new StripingService(ensemble.grid("m1"), mail, HELPER, executor, LIMIT));
    }

    private Layout commit() {
        return result(distributor.commit(owned, "java", STATE));
    }

    private byte[] read() {
        return result(new Reassembler(ensemble.grid("m2").fragments()).reassemble(ensemble.manifest(CART)))
                .state();
    }

    private int puts(String member) {
        return ensemble.faults(member).calls(Operation.PUT);
    }
}
