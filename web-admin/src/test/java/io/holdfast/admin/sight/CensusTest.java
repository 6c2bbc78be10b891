// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.memory.FaultyGrid;
import io.holdfast.core.port.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CensusTest {

    private final Scene scene = new Scene(6);
    private final Census census = new Census(scene.console(), scene.source());

    @Test
    void allSessionsAreCountedInOrder() {
        for (int i = 599; i >= 0; i--) {
            scene.session("s%03d".formatted(i), "m" + (1 + i % 2), 100);
        }
        Count count = look();
        assertThat(count.sessions())
                .extracting(session -> session.id().session())
                .isSorted()
                .hasSize(600);
        assertThat(count.totals().byOwner()).isEqualTo(Map.of("m1", 300, "m2", 300));
        assertThat(count.totals().byApplication()).isEqualTo(Map.of("shop", 600));
        assertThat(count.totals().stateBytes()).isEqualTo(60_000);
        assertThat(count.totals().tolerates()).isEqualTo(2);
    }

    @Test
    void whatWasSeenStandsUntilTheNextLook() {
        assertThat(census.take().look().number()).isZero();
        scene.session("s", "m1", 100);
        assertThat(census.take().sessions()).isEmpty();
        assertThat(look().sessions()).hasSize(1);
        assertThat(census.take()).isSameAs(census.take());
        assertThat(census.lastLook().number()).isEqualTo(1);
    }

    @Test
    void whatTheFirstLookHasFoundSoFarIsShownWhileItLasts() {
        scene.session("a", "m1", 100);
        scene.session("b", "m1", 100);
        List<Integer> shown = new ArrayList<>();
        AtomicReference<Census> looking = new AtomicReference<>();
        looking.set(new Census(scene.console(), new ManifestSource() {
            @Override
            public Map<CheckpointId, byte[]> in(int slot) {
                shown.add(looking.get().take().sessions().size());
                return scene.source().in(slot);
            }

            @Override
            public Set<String> copiesIn(int slot) {
                return Set.of();
            }
        }));
        looking.get().look(Runnable::run);
        assertThat(shown).isSorted().startsWith(0).contains(1);
        assertThat(looking.get().take().sessions()).hasSize(2);
    }

    @Test
    void aSessionThatEndedIsGoneAndOneThatChangedIsNew() {
        CheckpointId ended = scene.session("a", "m1", 100);
        scene.session("b", "m1", 100);
        look();
        scene.console()
                .manifests()
                .remove(ended, scene.cluster.manifest(ended))
                .toCompletableFuture()
                .join();
        scene.session("c", "m1", 100);
        assertThat(look().sessions())
                .extracting(session -> session.id().session())
                .containsExactly("b", "c");
    }

    @Test
    void noFragmentIsRead() {
        scene.session("s", "m1", 60_000);
        look();
        assertThat(scene.faults.calls(FaultyGrid.Operation.GET)).isZero();
    }

    @Test
    void aSoundSessionIsProtectedAsItsStripeMapSays() {
        CheckpointId id = scene.session("s", "m1", 60_000);
        assertThat(look().sessions().get(0)).isEqualTo(scene.look(id).session());
    }

    @Test
    void aSessionIsJudgedAgainWhenTheClusterChangesThoughItsManifestDoesNot() {
        scene.session("s", "m1", 60_000);
        assertThat(look().sessions().get(0).protection().status()).isEqualTo(Status.PROTECTED);
        scene.cluster.leave("m1");
        SessionSummary session = look().sessions().get(0);
        assertThat(session.protection().status()).isEqualTo(Status.DEGRADED);
        assertThat(session.owner()).contains("m1");
        assertThat(session.ownerName()).isEmpty();
    }

    @Test
    void fragmentsThatMovedTogetherDegrade() {
        scene.session("s", "m1", 60_000);
        scene.cluster.leave("m5"); // 5 fragments are on the 4 members that are left besides the owner
        assertThat(look().sessions().get(0).protection()).isEqualTo(new Protection(Status.DEGRADED, 1));
    }

    @Test
    void aClusterTooSmallForWhatWasAskedDegrades() {
        Scene pair = new Scene(2);
        pair.session("s", "m1", 60_000);
        pair.session("t", "m1", 100);
        assertThat(pair.census().take().sessions())
                .extracting(SessionSummary::protection)
                .containsExactly(new Protection(Status.DEGRADED, 1), new Protection(Status.DEGRADED, 1));
    }

    @Test
    void membersThatStoreNothingDoNotProtect() {
        Scene pair = new Scene(2);
        pair.cluster.join(new Member("lite", "lite", "elsewhere", false));
        pair.session("s", "m1", 100);
        assertThat(pair.census().take().sessions().get(0).protection()).isEqualTo(new Protection(Status.DEGRADED, 1));
    }

    @Test
    void aLonelyMemberProtectsNothing() {
        Scene alone = new Scene(1);
        alone.session("s", "m0", 60_000);
        assertThat(alone.census().take().sessions().get(0).protection()).isEqualTo(new Protection(Status.DEGRADED, 0));
    }

    @Test
    void aDamagedManifestIsALostSessionAndTheOthersAreCounted() {
        CheckpointId damaged = scene.session("a", "m1", 100);
        scene.session("b", "m1", 100);
        scene.cluster.manifest(damaged)[20] ^= 1;
        Count count = look();
        assertThat(count.totals().byStatus())
                .isEqualTo(Map.of(Status.PROTECTED, 1, Status.DEGRADED, 0, Status.LOST, 1));
        assertThat(count.sessions().get(0).problem().orElseThrow()).startsWith("HF1103");
        assertThat(count.sessions().get(1).problem()).isEmpty();
    }

    @Test
    void aSlotThatDoesNotAnswerKeepsWhatWasKnownAndIsSeenAgainAtTheNextLook() {
        CheckpointId id = scene.session("s", "m1", 100);
        look();
        scene.faults.next(FaultyGrid.Operation.READ_MANIFEST, FaultyGrid.Fault.LOST_REPLY);
        assertThat(look().sessions()).extracting(SessionSummary::id).containsExactly(id);
        assertThat(census.lastLook().unanswered()).isEqualTo(1);
        look();
        assertThat(census.lastLook().unanswered()).isZero();
    }

    @Test
    void theStateThatStandsInAManifestIsNotKept() {
        scene.session("small", "m1", 3_000);
        look();
        List<Census.Judged> judged = new ArrayList<>();
        census.each(judged::add);
        assertThat(judged).hasSize(1);
        assertThat(judged.get(0).manifest().current().inline()).isEmpty();
        assertThat(judged.get(0).summary().stateBytes()).isEqualTo(3_000);
    }

    private Count look() {
        census.look(Runnable::run);
        return census.take();
    }
}
