// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.recovery;

import static io.holdfast.core.memory.Ensemble.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.memory.Ensemble;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OrphansTest {

    private static final int SESSIONS = 300;

    private final Ensemble ensemble = Ensemble.of(5);

    @Test
    void anOrphanIsReleasedOrHasAnOwnerThatIsGone() {
        CheckpointId id = new CheckpointId("shop", "s");
        OwnedCheckpoint owned = commit(id, "m0");
        assertThat(isOrphan(id)).isFalse();
        ensemble.cluster().crash("m0");
        assertThat(isOrphan(id)).isTrue();
        CheckpointId released = new CheckpointId("shop", "r");
        OwnedCheckpoint other = commit(released, "m2");
        assertThat(isOrphan(released)).isFalse();
        result(ensemble.distributor("m2").release(other));
        assertThat(isOrphan(released)).isTrue();
        assertThat(owned.owner()).isEqualTo("m0");
    }

    private boolean isOrphan(CheckpointId id) {
        return Orphans.isOrphan(ensemble.grid("m1").cluster().view(), ensemble.manifest(id));
    }

    @Test
    void theKeeperClaimsIfItRunsTheApplication() {
        for (int i = 0; i < SESSIONS; i++) {
            CheckpointId id = session(i);
            assertThat(Orphans.claimer(id, Optional.of("m3"), List.of("m1", "m3")))
                    .hasValue("m3");
            assertThat(Orphans.claimer(id, Optional.of("m3"), List.of("m1", "m2"))
                            .orElseThrow())
                    .isIn("m1", "m2");
        }
    }

    @Test
    void whereNobodyRunsTheApplicationNobodyClaims() {
        assertThat(Orphans.claimer(session(1), Optional.of("m3"), List.of())).isEmpty();
        assertThat(Orphans.claimer(session(1), Optional.empty(), List.of())).isEmpty();
    }

    @Test
    void theRendezvousIsTheSameInWhateverOrderAndSpreadsTheSessions() {
        List<String> runners = List.of("m1", "m2", "m3", "m4");
        List<String> reversed = new ArrayList<>(runners);
        Collections.reverse(reversed);
        Map<String, Integer> shares = new HashMap<>();
        for (int i = 0; i < 4000; i++) {
            String claimer =
                    Orphans.claimer(session(i), Optional.empty(), runners).orElseThrow();
            assertThat(Orphans.claimer(session(i), Optional.of("lite"), reversed))
                    .hasValue(claimer);
            shares.merge(claimer, 1, Integer::sum);
        }
        assertThat(shares.values()).hasSize(4).allMatch(share -> share > 850 && share < 1150);
    }

    @Test
    void whoDoesNotWinStaysWithItsChoiceWhenAnotherRunnerLeaves() {
        for (int i = 0; i < SESSIONS; i++) {
            String before = Orphans.claimer(session(i), Optional.empty(), List.of("m1", "m2", "m3"))
                    .orElseThrow();
            String after = Orphans.claimer(session(i), Optional.empty(), List.of("m1", "m2"))
                    .orElseThrow();
            assertThat(after).isEqualTo(before.equals("m3") ? after : before);
        }
    }

    @Test
    void eachSessionIsTheCandidateOfExactlyOneMember() {
        for (int i = 0; i < SESSIONS; i++) {
            commit(session(i), "m0");
        }
        commit(new CheckpointId("other", "s"), "m0");
        ensemble.cluster().crash("m0");
        assertEachOnce(Set.of("m1", "m2", "m3", "m4"));
        assertEachOnce(Set.of("m2", "m4"));
        assertEachOnce(Set.of("m3"));
        ensemble.join(new Member("lite", "lite", "lite", false));
        assertEachOnce(Set.of("lite"));
        assertEachOnce(Set.of("m1", "m2", "m3", "m4", "lite"));
        ensemble.join("empty");
        assertEachOnce(Set.of("m1", "m2", "m3", "m4", "lite"));
    }

    private void assertEachOnce(Set<String> runners) {
        List<CheckpointId> all = new ArrayList<>();
        for (String runner : runners) {
            Grid grid = ensemble.grid(runner);
            all.addAll(Orphans.candidates(grid.manifests(), grid.cluster().view(), "shop", runners));
        }
        assertThat(all).as("%s", runners).hasSize(SESSIONS).doesNotHaveDuplicates();
        assertThat(all).allMatch(id -> id.application().equals("shop"));
    }

    private OwnedCheckpoint commit(CheckpointId id, String owner) {
        OwnedCheckpoint owned = ensemble.fresh(id, owner, 2);
        result(ensemble.distributor(owner).commit(owned, "java", new byte[10]));
        return owned;
    }

    private static CheckpointId session(int number) {
        return new CheckpointId("shop", "session-" + number);
    }
}
