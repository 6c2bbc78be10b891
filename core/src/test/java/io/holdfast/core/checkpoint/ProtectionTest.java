// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import static io.holdfast.core.checkpoint.Samples.CART;
import static io.holdfast.core.memory.Ensemble.bytes;
import static io.holdfast.core.memory.Ensemble.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Placement;
import io.holdfast.core.memory.Ensemble;
import io.holdfast.core.memory.FaultyGrid;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.recovery.Recovery;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** After a loss or a move, the owner finds out what is not protected any more, and commits just that again. */
final class ProtectionTest {

    private static final byte[] STATE = bytes(1, 300_000);
    private static final byte[] CHANGED = bytes(77, STATE.length);

    private final Ensemble ensemble = Ensemble.of(7);
    private final FaultyGrid faults = ensemble.faults("m0");
    private final Distributor distributor = ensemble.distributor("m0");
    private final OwnedCheckpoint owned = ensemble.fresh(CART, "m0", 2);
    private final Layout before = commit();

    @Test
    void nothingIsToDoWhileNothingHappens() {
        assertThat(distributor.needsProtection(owned)).isFalse();
        assertThat(distributor.needsProtection(ensemble.fresh(CART, "m0", 2)))
                .as("nothing committed")
                .isFalse();
    }

    @Test
    void afterACrashExactlyTheGroupsThatLostAFragmentAreStoredAgain() {
        Set<Group> hit = new HashSet<>(before.groups());
        hit.removeIf(
                group -> group.keys(CART).stream().noneMatch(key -> keeper(key).equals("m3")));
        ensemble.cluster().crash("m3");
        assertThat(distributor.needsProtection(owned)).isTrue();
        Layout after = commit();
        assertThat(distributor.needsProtection(owned)).isFalse();
        assertThat(hit).isNotEmpty();
        for (int i = 0; i < before.groups().size(); i++) {
            Group old = before.groups().get(i);
            Group now = after.groups().get(i);
            boolean moved = !Placement.holds(ensemble.grid("m0").cluster().view(), "m0", old);
            if (hit.contains(old) || moved) {
                assertThat(now).isNotEqualTo(old);
            } else {
                assertThat(now).isEqualTo(old);
            }
        }
        assertProtected(after);
    }

    @Test
    void whatIsLostDuringTheCommitIsStoredAgainBeforeTheAcknowledgment() {
        CompletableFuture<Layout> commit = commitWhosePublicationIs(FaultyGrid.Fault.SLOW);
        ensemble.cluster().crash("m3");
        faults.release();
        assertProtected(result(commit));
        assertThat(distributor.needsProtection(owned)).isFalse();
    }

    @Test
    void whatIsPublishedAndCannotBeStoredAgainWhereItBelongsIsInDoubtAndNotRefused() {
        CompletableFuture<Layout> commit = commitWhosePublicationIs(FaultyGrid.Fault.HELD);
        ensemble.cluster().crash("m3");
        faults.always(FaultyGrid.Operation.PUT, FaultyGrid.Fault.LOST_REQUEST);
        faults.release();
        assertThatExceptionOfType(CommitIndeterminateException.class)
                .isThrownBy(() -> result(commit))
                .withMessageStartingWith("HF1222");
    }

    @Test
    void whatWasStoredTooLongAgoToBeSafeFromTheGarbageCollectionIsNotAcknowledged() {
        CompletableFuture<Layout> commit = commitWhosePublicationIs(FaultyGrid.Fault.HELD);
        ensemble.clock().leap(DistributorSettings.DEFAULTS.limit().multipliedBy(2));
        List<FragmentKey> swept = ensemble.cluster().fragmentKeys().stream()
                .filter(key ->
                        before.groups().stream().noneMatch(group -> group.id().equals(key.group())))
                .toList();
        assertThat(swept).isNotEmpty();
        result(ensemble.grid("m1").fragments().removeAll(swept));
        faults.release();
        assertThatExceptionOfType(CommitIndeterminateException.class)
                .isThrownBy(() -> result(commit))
                .withMessageStartingWith("HF1219 ");
        assertProtected(result(distributor.commit(owned, "java", CHANGED)));
    }

    @Test
    void lossesDoNotAddUpWhileTheOwnerRepairsBetweenThem() {
        for (int round = 0; round < 20; round++) {
            ensemble.join("n" + round);
            if (distributor.needsProtection(owned)) {
                commit();
            }
            String victim = ensemble.grid("m0")
                    .cluster()
                    .view()
                    .backupsOf("m0")
                    .get(round % 5)
                    .id();
            ensemble.cluster().crash(victim);
            commit();
            assertThat(distributor.needsProtection(owned)).as("round %d", round).isFalse();
        }
        assertProtected(ensemble.manifest(CART).current());
    }

    @Test
    void aFragmentThatMovesToTheProductionMemberOrToAnotherOfItsGroupIsMovedAway() {
        for (String gone : List.of("m6", "m5", "m4")) {
            ensemble.cluster().leave(gone);
        }
        ClusterView view = ensemble.grid("m0").cluster().view();
        assertThat(before.groups()).anyMatch(group -> !Placement.holds(view, "m0", group));
        assertThat(distributor.needsProtection(owned)).isTrue();
        Layout after = commit();
        assertThat(after.groups()).allMatch(group -> Placement.holds(view, "m0", group));
        assertThat(distributor.needsProtection(owned)).isFalse();
        assertProtected(after);
    }

    @Test
    void aStateOfAMemberAloneIsProtectedWhenOthersJoin() {
        Ensemble alone = Ensemble.of(1);
        Distributor there = alone.distributor("m0");
        OwnedCheckpoint single = alone.fresh(CART, "m0", 2);
        result(there.commit(single, "java", STATE));
        assertThat(there.needsProtection(single)).as("nobody could help").isFalse();
        alone.join("m1");
        assertThat(there.needsProtection(single)).isTrue();
        result(there.commit(single, "java", STATE));
        alone.join("m2");
        assertThat(there.needsProtection(single)).as("two can be tolerated now").isTrue();
        result(there.commit(single, "java", STATE));
        assertThat(there.needsProtection(single)).isFalse();
        alone.cluster().crash("m0");
        alone.cluster().crash("m1");
        assertThat(recovered(alone, "m2")).isEqualTo(Digest.of(STATE));
    }

    @Test
    void aNewOwnerStoresAgainWhatWasMissingOrChangedWhenItReassembled() {
        Ensemble thirty = Ensemble.of(30);
        OwnedCheckpoint first = thirty.fresh(CART, "m0", 2);
        Distributor here = thirty.distributor("m0");
        Layout layout = result(here.commit(first, "java", STATE));
        Group missing = layout.groups().get(0);
        Group changed = layout.groups().get(1);
        result(here.release(first));
        result(thirty.grid("m0").fragments().removeAll(List.of(missing.key(CART, 0))));
        byte[] flipped = Samples.flipped(thirty.cluster().fragment(changed.key(CART, 1)), 777);
        result(thirty.grid("m0").fragments().putAll(Map.of(changed.key(CART, 1), flipped)));
        String stranger = strangerTo(thirty, missing, changed);
        Recovery recovery = new Recovery(thirty.grid(stranger));
        OwnedCheckpoint next =
                result(recovery.claim(CART, Manifest::isReleased)).orElseThrow();
        result(recovery.reassemble(next));
        Distributor there = thirty.distributor(stranger);
        assertThat(there.needsProtection(next)).isTrue();
        Layout after = result(there.commit(next, "java", STATE));
        assertThat(after.groups()).doesNotContain(missing, changed).containsAnyElementsOf(layout.groups());
        assertThat(there.needsProtection(next)).isFalse();
        for (Group group : after.groups()) {
            for (int index = 0; index < group.scheme().fragments(); index++) {
                byte[] fragment = thirty.cluster().fragment(group.key(CART, index));
                assertThat(FragmentFormat.isValid(CART, group, index, fragment)).isTrue();
            }
        }
    }

    /** A member that keeps no fragment of the groups: as the owner it has no other reason to store them again. */
    private static String strangerTo(Ensemble ensemble, Group... groups) {
        ClusterView view = ensemble.grid("m0").cluster().view();
        return view.backupsOf("m0").stream()
                .filter(member -> Arrays.stream(groups).allMatch(group -> Placement.holds(view, member.id(), group)))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void aDistributorThatWasClosedHearsOfNoLoss() {
        distributor.close();
        ensemble.cluster().crash("m3");
        ensemble.join("m3-again");
        assertThat(before.groups()).isNotEmpty();
        Distributor other = ensemble.distributor("m0");
        ensemble.cluster().crash("m2");
        assertThat(other.needsProtection(owned)).isTrue();
    }

    private CompletableFuture<Layout> commitWhosePublicationIs(FaultyGrid.Fault fault) {
        faults.next(FaultyGrid.Operation.CAS_MANIFEST, fault);
        return distributor.commit(owned, "java", CHANGED).toCompletableFuture();
    }

    private Layout commit() {
        return result(distributor.commit(owned, "java", STATE));
    }

    private String keeper(FragmentKey key) {
        return ensemble.grid("m0")
                .cluster()
                .view()
                .keeper(key.slot())
                .orElseThrow()
                .id();
    }

    /** Every fragment is there, and the state survives the owner and any one backup. */
    private void assertProtected(Layout layout) {
        for (Group group : layout.groups()) {
            assertThat(group.keys(CART)).allMatch(key -> ensemble.cluster().fragment(key) != null);
            assertThat(group.scheme().losses()).isGreaterThanOrEqualTo(1);
            assertThat(group.keys(CART).stream().map(this::keeper))
                    .doesNotHaveDuplicates()
                    .doesNotContain("m0");
        }
    }

    private static Digest recovered(Ensemble ensemble, String member) {
        Recovery recovery = new Recovery(ensemble.grid(member));
        OwnedCheckpoint next = result(recovery.claim(CART, manifest -> true)).orElseThrow();
        return Digest.of(result(recovery.reassemble(next)).state());
    }
}
