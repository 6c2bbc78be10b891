// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import static io.holdfast.core.checkpoint.Samples.CART;
import static io.holdfast.core.memory.Ensemble.bytes;
import static io.holdfast.core.memory.Ensemble.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Placement;
import io.holdfast.core.memory.Ensemble;
import io.holdfast.core.memory.FaultyGrid.Fault;
import io.holdfast.core.memory.FaultyGrid.Operation;
import io.holdfast.core.recovery.Recovery;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checkpoint goes to the member that asked for it, and tolerates what it should while it does. */
final class HandOverTest {

    private static final byte[] STATE = bytes(1, 300_000);

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6})
    void whatTheNextOwnerKeptStandsElsewhereBeforeItIsReleased(int members) {
        Cart cart = new Cart(members);
        assertThat(cart.before.groups()).anyMatch(group -> !cart.holdsFor("m1", cart.before));
        assertThat(cart.handOver()).isTrue();
        Manifest manifest = cart.ensemble.manifest(CART);
        assertThat(manifest.isReleased()).isTrue();
        assertThat(cart.holdsFor("m1", manifest.current())).isTrue();
        assertThat(manifest.fallback()).hasValue(cart.before);
        assertThat(cart.owned.isFenced()).isTrue();
    }

    @Test
    void theNextOwnerHasNothingToProtect() {
        Cart cart = new Cart(4);
        cart.handOver();
        assertThat(recovered(cart.ensemble, "m1")).isEqualTo(Digest.of(STATE));
        OwnedCheckpoint next = result(new Recovery(cart.ensemble.grid("m1")).claim(CART, any -> true))
                .orElseThrow();
        result(new Recovery(cart.ensemble.grid("m1")).reassemble(next));
        assertThat(cart.ensemble.distributor("m1").needsProtection(next)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"m0", "m1"})
    void twoMembersCanLoseEitherWhileItChangesHands(String lost) {
        Cart cart = new Cart(2);
        cart.handOver();
        cart.ensemble.cluster().crash(lost);
        assertThat(recovered(cart.ensemble, lost.equals("m0") ? "m1" : "m0")).isEqualTo(Digest.of(STATE));
    }

    @Test
    void twoMembersCanLoseTheNextOwnerAfterItsClaim() {
        Cart cart = new Cart(2);
        cart.handOver();
        recovered(cart.ensemble, "m1");
        cart.ensemble.cluster().crash("m1");
        assertThat(recovered(cart.ensemble, "m0")).isEqualTo(Digest.of(STATE));
    }

    @Test
    void theNextCommitTakesTheFallbackAway() {
        Cart cart = new Cart(4);
        cart.handOver();
        Recovery recovery = new Recovery(cart.ensemble.grid("m1"));
        OwnedCheckpoint next = result(recovery.claim(CART, any -> true)).orElseThrow();
        result(recovery.reassemble(next));
        byte[] changed = STATE.clone();
        changed[7]++;
        result(cart.ensemble.distributor("m1").commit(next, "java", changed));
        Layout layout = next.acknowledged().orElseThrow();
        assertThat(cart.ensemble.cluster().fragmentKeys()).hasSize((int) layout.groups().stream()
                .distinct()
                .mapToLong(group -> group.keys(CART).size())
                .sum());
    }

    @Test
    void whereNothingLiesOnTheNextOwnerNothingIsStored() {
        Cart cart = new Cart(6);
        OwnedCheckpoint small = cart.ensemble.fresh(Samples.OTHER, "m0", 2);
        result(cart.distributor.commit(small, "java", bytes(2, 100))); // rides in the manifest
        int puts = cart.ensemble.faults("m0").calls(Operation.PUT);
        assertThat(result(cart.distributor.handOver(small, "m1", "java", () -> fail("nobody needs the state"))))
                .isTrue();
        assertThat(cart.ensemble.faults("m0").calls(Operation.PUT)).isEqualTo(puts);
    }

    @Test
    void whatCannotBeStoredIsReleasedAsItIs() {
        Cart cart = new Cart(4);
        cart.ensemble.faults("m0").always(Operation.PUT, Fault.LOST_REQUEST);
        assertThat(cart.handOver()).isTrue();
        assertThat(cart.ensemble.manifest(CART).current()).isEqualTo(cart.before);
        assertThat(recovered(cart.ensemble, "m1")).isEqualTo(Digest.of(STATE));
    }

    @Test
    void whatCannotBeReadIsReleasedAsItIs() {
        Cart cart = new Cart(4);
        assertThat(result(cart.distributor.handOver(cart.owned, "m1", "java", () -> {
                    throw new NotEnoughFragmentsException("this", 0, 1, 0);
                })))
                .isTrue();
        assertThat(cart.ensemble.manifest(CART).current()).isEqualTo(cart.before);
    }

    @Test
    void aRefusedHandoverLeavesTheOwnerAndNothingElse() {
        Cart cart = new Cart(4);
        Set<?> keys = Set.copyOf(cart.ensemble.cluster().fragmentKeys());
        cart.ensemble.faults("m0").next(Operation.CAS_MANIFEST, Fault.REFUSED);
        assertThatExceptionOfType(CommitFailedException.class)
                .isThrownBy(cart::handOver)
                .withMessageStartingWith("HF1217");
        assertThat(Set.copyOf(cart.ensemble.cluster().fragmentKeys())).isEqualTo(keys);
        result(cart.distributor.commit(cart.owned, "java", bytes(3, 300_000)));
    }

    @Test
    void aMemberThatIsNotThereIsNotPlacedFor() {
        Cart cart = new Cart(4);
        assertThat(result(cart.distributor.handOver(cart.owned, "m9", "java", () -> STATE)))
                .isTrue();
        assertThat(cart.ensemble.manifest(CART).current()).isEqualTo(cart.before);
    }

    private static Digest recovered(Ensemble ensemble, String member) {
        Recovery recovery = new Recovery(ensemble.grid(member));
        OwnedCheckpoint claimed = result(recovery.claim(CART, any -> true)).orElseThrow();
        return Digest.of(result(recovery.reassemble(claimed)).state());
    }

    /** A checkpoint of m0 of which each other member keeps a part. */
    private static final class Cart {
        final Ensemble ensemble;
        final Distributor distributor;
        final OwnedCheckpoint owned;
        final Layout before;

        Cart(int members) {
            ensemble = Ensemble.of(members);
            distributor = ensemble.distributor("m0");
            owned = ensemble.fresh(CART, "m0", members == 2 ? 1 : 2);
            before = result(distributor.commit(owned, "java", STATE));
        }

        boolean handOver() {
            return result(distributor.handOver(owned, "m1", "java", () -> STATE));
        }

        boolean holdsFor(String member, Layout layout) {
            return layout.groups().stream()
                    .allMatch(group ->
                            Placement.holds(ensemble.grid(member).cluster().view(), member, group));
        }
    }
}
