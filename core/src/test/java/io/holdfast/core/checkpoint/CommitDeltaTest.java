// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import static io.holdfast.core.checkpoint.Samples.CART;
import static io.holdfast.core.memory.Ensemble.bytes;
import static io.holdfast.core.memory.Ensemble.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.memory.Ensemble;
import io.holdfast.core.memory.FaultyGrid;
import io.holdfast.core.memory.FaultyGrid.Operation;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.recovery.Recovery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a commit sends: only what changed. */
final class CommitDeltaTest {

    private static final int MEBIBYTE = 1 << 20;

    private final Ensemble ensemble = Ensemble.of(6);
    private final FaultyGrid faults = ensemble.faults("m0");
    private final Distributor distributor = ensemble.distributor("m0");
    private final OwnedCheckpoint owned = ensemble.fresh(CART, "m0", 2);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 4097, 40_000, MEBIBYTE})
    void anUnchangedStateAsksNobody(int length) {
        Layout first = commit(bytes(1, length));
        int calls = faults.calls();
        byte[] manifest = ensemble.cluster().manifest(CART);
        for (int i = 0; i < 3; i++) {
            assertThat(commit(bytes(1, length))).isEqualTo(first);
        }
        assertThat(faults.calls()).isEqualTo(calls);
        assertThat(ensemble.cluster().manifest(CART)).isSameAs(manifest);
    }

    @Test
    void theSameBytesOfAnotherCodecAreAnotherState() {
        commit(bytes(1, 1000));
        int calls = faults.calls();
        assertThat(result(distributor.commit(owned, "fory", bytes(1, 1000))).codec())
                .isEqualTo("fory");
        assertThat(faults.calls()).isEqualTo(calls + 1);
    }

    @Test
    void aCommitIsOnePutAndOneCompareAndSetAndARemovalInTheBackground() {
        commit(bytes(1, 20_000));
        assertThat(faults.calls()).isEqualTo(2);
        commit(bytes(2, 20_000));
        assertThat(faults.calls(Operation.PUT)).isEqualTo(2);
        assertThat(faults.calls(Operation.CAS_MANIFEST)).isEqualTo(2);
        assertThat(faults.calls(Operation.REMOVE)).isEqualTo(1);
        assertThat(faults.calls()).isEqualTo(5);
    }

    @Test
    void anInlineStateIsOneCompareAndSet() {
        for (int i = 1; i <= 3; i++) {
            commit(bytes(i, 4096));
            assertThat(faults.calls()).isEqualTo(i);
        }
        assertThat(ensemble.cluster().fragmentKeys()).isEmpty();
    }

    @Test
    void oneChangedItemOfAMebibyteSendsAtMostThreePercent() {
        SplittableRandom random = new SplittableRandom(5);
        byte[] state = bytes(1, MEBIBYTE);
        commit(state);
        int changes = 60;
        long before = sent();
        for (int i = 0; i < changes; i++) {
            byte[] item = bytes(100 + i, 200);
            System.arraycopy(item, 0, state, random.nextInt(MEBIBYTE - 200), 200);
            commit(state.clone());
        }
        double fraction = (double) (sent() - before) / changes / MEBIBYTE;
        System.out.printf("one item of 1 MiB changed: %.2f %% of the bytes sent%n", 100 * fraction);
        assertThat(fraction).isBetween(0.005, 0.03);
        assertRecovered(state);
    }

    @Test
    void oneItemInsertedAtTheFrontOfAMebibyteSendsAtMostTenPercent() {
        byte[] state = bytes(1, MEBIBYTE);
        commit(state);
        int insertions = 20;
        long before = sent();
        for (int i = 0; i < insertions; i++) {
            state = concat(bytes(200 + i, 150), state);
            commit(state);
        }
        double fraction = (double) (sent() - before) / insertions / MEBIBYTE;
        System.out.printf("one item inserted in front of 1 MiB: %.2f %% of the bytes sent%n", 100 * fraction);
        assertThat(fraction).isBetween(0.005, 0.10);
        assertRecovered(state);
    }

    @Test
    void onlyGroupsThatAreNewAreSent() {
        byte[] state = bytes(1, MEBIBYTE);
        Layout before = commit(state);
        state[MEBIBYTE / 2] ^= 1;
        Set<FragmentKey> there = ensemble.cluster().fragmentKeys();
        Layout after = commit(state);
        List<Group> added = new ArrayList<>(after.groups());
        added.removeAll(before.groups());
        assertThat(added).hasSizeBetween(1, 2);
        Set<FragmentKey> put = new HashSet<>(ensemble.cluster().fragmentKeys());
        put.removeAll(there);
        Set<FragmentKey> expected = new HashSet<>();
        added.forEach(group -> expected.addAll(group.keys(CART)));
        assertThat(put).isEqualTo(expected);
        assertThat(added).allMatch(group -> group.id().born().equals(after.version()));
    }

    @Test
    void groupsThatMovedAreFoundAgain() {
        byte[] front = bytes(1, 300_000);
        byte[] back = bytes(2, 300_000);
        Layout before = commit(concat(front, back));
        Layout after = commit(concat(back, front));
        Set<Group> again = new HashSet<>(after.groups());
        again.retainAll(before.groups());
        assertThat(again.size()).isGreaterThan(before.groups().size() - 6);
        assertRecovered(concat(back, front));
    }

    @Test
    void bytesThatRepeatAreStoredOnce() {
        Layout layout = commit(new byte[MEBIBYTE]);
        assertThat(layout.groups()).hasSizeGreaterThan(8);
        Set<Group> groups = new HashSet<>(layout.groups());
        assertThat(groups.size()).isLessThanOrEqualTo(2);
        assertThat(ensemble.cluster().fragmentKeys()).hasSize(groups.size() * 5);
        assertRecovered(new byte[MEBIBYTE]);
    }

    @Test
    void groupsThatNoVersionNeedsAreGoneAfterEachCommit() {
        SplittableRandom random = new SplittableRandom(9);
        byte[] state = bytes(1, 200_000);
        for (int i = 0; i < 40; i++) {
            switch (random.nextInt(4)) {
                case 0 -> state = concat(bytes(i, 1 + random.nextInt(40_000)), state);
                case 1 -> state = Arrays.copyOf(state, 1 + random.nextInt(state.length));
                case 2 -> state = bytes(i, random.nextInt(300_000));
                default -> state = concat(state, bytes(i, 1 + random.nextInt(40_000)));
            }
            Layout layout = commit(state.clone());
            Set<FragmentKey> needed = new HashSet<>();
            layout.groups().forEach(group -> needed.addAll(group.keys(CART)));
            assertThat(ensemble.cluster().fragmentKeys()).as("commit %d", i).isEqualTo(needed);
        }
        assertRecovered(state);
    }

    @Test
    void aNewOwnerSendsNothingAgainUnlessItKeepsFragmentsItself() {
        for (boolean keeper : new boolean[] {false, true}) {
            Ensemble twenty = Ensemble.of(20);
            OwnedCheckpoint first = twenty.fresh(CART, "m0", 2);
            Layout before = result(twenty.distributor("m0").commit(first, "java", bytes(1, MEBIBYTE)));
            result(twenty.distributor("m0").release(first));
            ClusterView view = twenty.grid("m0").cluster().view();
            Set<String> keepers = before.groups().get(0).keys(CART).stream()
                    .map(key -> view.keeper(key.slot()).orElseThrow().id())
                    .collect(Collectors.toSet());
            String member = IntStream.range(1, 20)
                    .mapToObj(i -> "m" + i)
                    .filter(id -> keepers.contains(id) == keeper)
                    .findFirst()
                    .orElseThrow();
            Recovery recovery = new Recovery(twenty.grid(member));
            OwnedCheckpoint next =
                    result(recovery.claim(CART, Manifest::isReleased)).orElseThrow();
            result(recovery.reassemble(next));
            Layout after = result(twenty.distributor(member).commit(next, "java", bytes(1, MEBIBYTE)));
            Set<Group> kept = new HashSet<>(after.groups());
            kept.retainAll(before.groups());
            assertThat(kept).isEqualTo(keeper ? Set.of() : Set.copyOf(before.groups()));
        }
    }

    private Layout commit(byte[] state) {
        return result(distributor.commit(owned, "java", state));
    }

    /** Bytes of fragments and manifests; a compare-and-set sends the old and the new manifest. */
    private long sent() {
        return faults.bytesSent();
    }

    private void assertRecovered(byte[] state) {
        ensemble.cluster().crash("m0");
        ensemble.cluster().crash("m2");
        Recovery recovery = new Recovery(ensemble.grid("m5"));
        OwnedCheckpoint next = result(recovery.claim(CART, manifest -> true)).orElseThrow();
        assertThat(Digest.of(result(recovery.reassemble(next)).state())).isEqualTo(Digest.of(state));
    }

    private static byte[] concat(byte[] a, byte[] b) {
        return Samples.spliced(a, a.length, a.length, b);
    }
}
