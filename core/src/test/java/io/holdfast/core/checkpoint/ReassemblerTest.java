// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import static io.holdfast.core.checkpoint.Samples.CART;
import static io.holdfast.core.memory.Ensemble.bytes;
import static io.holdfast.core.memory.Ensemble.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdfast.core.checkpoint.Reassembler.Reassembled;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Scheme;
import io.holdfast.core.memory.Ensemble;
import io.holdfast.core.memory.FaultyGrid;
import io.holdfast.core.memory.FaultyGrid.Fault;
import io.holdfast.core.memory.FaultyGrid.Operation;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReassemblerTest {

    private static final byte[] A = bytes(1, 30_001);
    private static final byte[] B = bytes(2, 90_001);

    private final Ensemble ensemble = Ensemble.of(8);
    private final FaultyGrid faults = ensemble.faults("m1");
    private final Reassembler reassembler = new Reassembler(ensemble.grid("m1").fragments());
    private final OwnedCheckpoint owned = ensemble.fresh(CART, "m0", 2);

    @ParameterizedTest
    @ValueSource(strings = {"3+0", "2+1", "4+1", "3+2", "3+3", "mirror x1", "mirror x3", "1+2", "2+1x2", "3+0x2"})
    void everyPatternOfLostFragmentsIsReassembledOrRefused(String text) {
        Scheme scheme = Scheme.parse(text);
        Group group = commit(A, scheme).groups().get(0);
        List<FragmentKey> keys = group.keys(CART);
        int reassembled = 0;
        for (int lost = 0; lost < 1 << keys.size(); lost++) {
            Set<Integer> parts = new HashSet<>();
            Map<FragmentKey, byte[]> away = new HashMap<>();
            for (int index = 0; index < keys.size(); index++) {
                if ((lost >>> index & 1) == 0) {
                    parts.add(index % scheme.width());
                } else {
                    away.put(keys.get(index), ensemble.cluster().fragment(keys.get(index)));
                }
            }
            result(ensemble.grid("m2").fragments().removeAll(away.keySet()));
            if (parts.size() >= scheme.data()) {
                assertA(reassemble(), lost == 0);
                reassembled++;
            } else {
                assertLost(parts.size(), scheme.data(), 0);
            }
            result(ensemble.grid("m2").fragments().putAll(away));
        }
        assertThat(reassembled).isGreaterThanOrEqualTo(1 + keys.size() * Math.min(1, scheme.losses()));
    }

    private static void assertA(Reassembled found, boolean whole) {
        assertThat(Digest.of(found.state())).isEqualTo(Digest.of(A));
        assertThat(result(found.damaged())).hasSize(whole ? 0 : 1);
    }

    @Test
    void aChangedFragmentIsAMissingFragmentWhicheverBitItIs() {
        Group group = commit(A, Scheme.parity(2, 1)).groups().get(0);
        for (FragmentKey key : group.keys(CART)) {
            byte[] right = ensemble.cluster().fragment(key);
            for (int bit = 0; bit < right.length * 8; bit += bit < 320 ? 1 : 4999) {
                result(ensemble.grid("m2").fragments().putAll(Map.of(key, Samples.flipped(right, bit))));
                assertA(reassemble(), false);
            }
            result(ensemble.grid("m2").fragments().putAll(Map.of(key, new byte[0])));
            assertA(reassemble(), false);
            result(ensemble.grid("m2").fragments().putAll(Map.of(key, right)));
        }
        damage(group.key(CART, 0));
        damage(group.key(CART, 2));
        assertLost(1, 2, 0);
    }

    @Test
    void aFragmentOfAnotherGroupOrPlaceIsAMissingFragment() {
        List<Group> groups = commit(B, Scheme.parity(2, 1)).groups();
        FragmentKey key = groups.get(0).key(CART, 0);
        for (FragmentKey other :
                List.of(groups.get(0).key(CART, 1), groups.get(1).key(CART, 0))) {
            result(ensemble.grid("m2")
                    .fragments()
                    .putAll(Map.of(key, ensemble.cluster().fragment(other))));
            Reassembled found = reassemble();
            assertThat(Digest.of(found.state())).isEqualTo(Digest.of(B));
            assertThat(result(found.damaged())).containsExactly(groups.get(0).id());
        }
    }

    @Test
    void theFirstFragmentsThatAreEnoughAreUsedAndTheOthersCountAsTheyCome() {
        Group group = commit(A, Scheme.parity(3, 2)).groups().get(0);
        faults.next(Operation.GET, Fault.HELD, Fault.NONE, Fault.HELD);
        remove(group.key(CART, 2));
        CompletableFuture<Reassembled> found =
                reassembler.reassemble(ensemble.manifest(CART)).toCompletableFuture();
        assertThat(Digest.of(result(found).state())).isEqualTo(Digest.of(A));
        CompletableFuture<Set<GroupId>> damaged = found.join().damaged().toCompletableFuture();
        assertThat(damaged).isNotDone();
        faults.release();
        assertThat(result(damaged)).containsExactly(group.id());
    }

    @Test
    void aFragmentThatDoesNotAnswerMayBeMissingAndCountsAsDamage() {
        Group group = commit(A, Scheme.parity(3, 2)).groups().get(0);
        faults.silence(key -> key.index() == 4);
        assertThat(result(reassemble().damaged())).containsExactly(group.id());
    }

    @Test
    void theVersionBeforeIsTakenIfFragmentsOfTheCurrentOneAreCertainlyMissing() {
        Layout ofA = commit(A, Scheme.parity(3, 1));
        publishWithoutFragments(B);
        Reassembled found = reassemble();
        assertThat(found.layout()).isEqualTo(ofA);
        assertThat(Digest.of(found.state())).isEqualTo(Digest.of(A));
    }

    @Test
    void theCurrentVersionIsTakenIfItIsCompleteThoughItWasNotAcknowledged() {
        commit(A, Scheme.parity(3, 1));
        ensemble.faults("m0").always(Operation.PUT, Fault.LOST_REPLY);
        publish(B);
        assertThat(Digest.of(reassemble().state())).isEqualTo(Digest.of(B));
    }

    @Test
    void fragmentsThatDoNotAnswerNeverLeadToTheVersionBefore() {
        commit(A, Scheme.parity(3, 1));
        ensemble.faults("m0").always(Operation.PUT, Fault.LOST_REPLY);
        publish(B);
        Group first = ensemble.manifest(CART).current().groups().get(0);
        faults.silence(key -> key.group().equals(first.id()) && key.index() < 2);
        assertLost(5, 6, 2);
        faults.heal();
        assertThat(Digest.of(reassemble().state())).isEqualTo(Digest.of(B));
    }

    @Test
    void ifTheVersionBeforeDoesNotAnswerTheLossIsNotCertain() {
        Layout ofA = commit(A, Scheme.parity(3, 1));
        publishWithoutFragments(B);
        GroupId group = ofA.groups().get(0).id();
        faults.silence(key -> key.group().equals(group) && key.index() > 1);
        assertLost(2, 3, 2);
        faults.heal();
        assertThat(Digest.of(reassemble().state())).isEqualTo(Digest.of(A));
    }

    @Test
    void ifNoVersionIsCompleteTheLossOfTheCurrentOneIsReported() {
        Group group = commit(A, Scheme.parity(3, 1)).groups().get(0);
        publishWithoutFragments(B);
        remove(group.key(CART, 0));
        remove(group.key(CART, 1));
        assertLost(0, 6, 0);
    }

    @Test
    void aStateThatIsNotWhatItsDigestSaysIsRefusedAndNothingElseIsTaken() {
        Layout right = commit(A, Scheme.parity(2, 1));
        Layout wrong = new Layout(right.version(), "java", "", right.length(), new Digest(1, 2), right.groups(), null);
        Manifest manifest = ensemble.manifest(CART);
        Manifest both = new Manifest(CART, manifest.version(), "m0", 2, 0, 0, wrong, right);
        assertThatExceptionOfType(UnreadableFormatException.class)
                .isThrownBy(() -> result(reassembler.reassemble(both)))
                .withMessageStartingWith("HF1302 version " + right.version());
    }

    @Test
    void anInlineStateNeedsNoFragmentAndIsTheCallersOwn() {
        Layout layout = publish(new byte[] {1, 2, 3});
        Reassembled found = reassemble();
        assertThat(found.layout()).isEqualTo(layout);
        found.state()[0] = 9;
        assertThat(reassemble().state()).containsExactly(1, 2, 3);
        assertThat(result(found.damaged())).isEmpty();
        assertThat(faults.calls(Operation.GET)).isZero();
    }

    @Test
    void oneVersionIsReadWhateverTheManifestSays() {
        Layout ofA = commit(A, Scheme.parity(3, 1));
        ensemble.faults("m0").always(Operation.PUT, Fault.LOST_REPLY);
        publish(B);
        assertThat(Digest.of(result(reassembler.read(CART, ofA)).state())).isEqualTo(Digest.of(A));
    }

    private Layout commit(byte[] state, Scheme scheme) {
        DistributorSettings settings =
                new DistributorSettings(0, 1 << 20, Duration.ofSeconds(1), false, Optional.of(scheme), Keyring.NONE);
        try (Distributor distributor = new Distributor(ensemble.grid("m0"), settings)) {
            return result(distributor.commit(owned, "java", state));
        }
    }

    private void publishWithoutFragments(byte[] state) {
        ensemble.faults("m0").always(Operation.PUT, Fault.LOST_REQUEST);
        publish(state);
    }

    /** Publishes, acknowledged or not. */
    private Layout publish(byte[] state) {
        try (Distributor distributor = ensemble.distributor("m0")) {
            result(distributor.commit(owned, "java", state).handle((layout, failure) -> layout));
        }
        return ensemble.manifest(CART).current();
    }

    private Reassembled reassemble() {
        return result(reassembler.reassemble(ensemble.manifest(CART)));
    }

    private void assertLost(int have, int need, int unanswered) {
        assertThatExceptionOfType(NotEnoughFragmentsException.class)
                .isThrownBy(this::reassemble)
                .withMessageStartingWith("HF1301")
                .satisfies(e -> assertThat(List.of(e.have(), e.need(), e.unanswered()))
                        .containsExactly(have, need, unanswered));
    }

    private void remove(FragmentKey key) {
        result(ensemble.grid("m2").fragments().removeAll(List.of(key)));
    }

    private void damage(FragmentKey key) {
        byte[] changed = Samples.flipped(ensemble.cluster().fragment(key), 999);
        result(ensemble.grid("m2").fragments().putAll(Map.of(key, changed)));
    }
}
