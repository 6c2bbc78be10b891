// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.memory.FaultyGrid;
import io.holdfast.core.port.Member;
import io.holdfast.core.port.StoreException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CensusTest {

    private final Scene scene = new Scene(6);
    private final Census census = new Census(scene.console());

    @Test
    void allSessionsAreCountedInOrder() {
        for (int i = 599; i >= 0; i--) {
            scene.session("s%03d".formatted(i), "m" + (1 + i % 2), 100);
        }
        Census.Count count = census.take();
        assertThat(count.sessions()).hasSize(600);
        assertThat(names(count, new Page(0, 2))).containsExactly("s000", "s001");
        assertThat(names(count, new Page(598, 100))).containsExactly("s598", "s599");
        assertThat(names(count, new Page(600, 1))).isEmpty();
        assertThat(names(count, new Page(Integer.MAX_VALUE, 1000))).isEmpty();
        assertThat(count.byOwner()).isEqualTo(Map.of("m1", 300, "m2", 300));
        assertThat(count.stateBytes()).isEqualTo(60_000);
    }

    @Test
    void aCountIsKeptForAMomentAndNoLonger() {
        assertThat(census.take().sessions()).isEmpty();
        scene.session("s", "m1", 100);
        assertThat(census.take().sessions()).isEmpty();
        scene.clock.leap(Census.FRESH.plusNanos(1));
        assertThat(census.take().sessions()).hasSize(1);
    }

    @Test
    void noFragmentIsRead() {
        scene.session("s", "m1", 60_000);
        census.take();
        assertThat(scene.faults.calls(FaultyGrid.Operation.GET)).isZero();
    }

    @Test
    void aSoundSessionIsProtectedAsItsStripeMapSays() {
        CheckpointId id = scene.session("s", "m1", 60_000);
        assertThat(census.take().sessions().get(0)).isEqualTo(scene.look(id).session());
    }

    @Test
    void aSessionWithoutALivingOwnerIsDegraded() {
        scene.session("s", "m1", 60_000);
        scene.cluster.leave("m1");
        SessionSummary session = census.take().sessions().get(0);
        assertThat(session.protection().status()).isEqualTo(Status.DEGRADED);
        assertThat(session.owner()).contains("m1");
        assertThat(session.ownerName()).isEmpty();
    }

    @Test
    void fragmentsThatMovedTogetherDegrade() {
        scene.session("s", "m1", 60_000);
        scene.cluster.leave("m5"); // 5 fragments are on the 4 members that are left besides the owner
        SessionSummary session = census.take().sessions().get(0);
        assertThat(session.protection()).isEqualTo(new Protection(Status.DEGRADED, 1));
    }

    @Test
    void aClusterTooSmallForWhatWasAskedDegrades() {
        Scene pair = new Scene(2);
        pair.session("s", "m1", 60_000);
        pair.session("t", "m1", 100);
        assertThat(new Census(pair.console()).take().sessions())
                .extracting(SessionSummary::protection)
                .containsExactly(new Protection(Status.DEGRADED, 1), new Protection(Status.DEGRADED, 1));
    }

    @Test
    void membersThatStoreNothingDoNotProtect() {
        Scene pair = new Scene(2);
        pair.cluster.join(new Member("lite", "lite", "elsewhere", false));
        pair.session("s", "m1", 100);
        assertThat(new Census(pair.console()).take().sessions().get(0).protection())
                .isEqualTo(new Protection(Status.DEGRADED, 1));
    }

    @Test
    void aLonelyMemberProtectsNothing() {
        Scene alone = new Scene(1);
        alone.session("s", "m0", 60_000);
        assertThat(new Census(alone.console()).take().sessions().get(0).protection())
                .isEqualTo(new Protection(Status.DEGRADED, 0));
    }

    @Test
    void aDamagedManifestIsALostSessionAndTheOthersAreCounted() {
        CheckpointId damaged = scene.session("a", "m1", 100);
        scene.session("b", "m1", 100);
        scene.cluster.manifest(damaged)[20] ^= 1;
        Census.Count count = census.take();
        assertThat(count.byStatus()).isEqualTo(Map.of(Status.PROTECTED, 1, Status.DEGRADED, 0, Status.LOST, 1));
        assertThat(count.sessions().get(0).problem().orElseThrow()).startsWith("HF1103");
        assertThat(count.sessions().get(1).problem()).isEmpty();
    }

    @Test
    void aSessionThatEndsMeanwhileIsLeftOut() {
        scene.session("s", "m1", 100);
        scene.faults.next(FaultyGrid.Operation.READ_MANIFEST, FaultyGrid.Fault.WRONG_REPLY);
        assertThat(census.take().sessions()).isEmpty();
    }

    @Test
    void aGridThatDoesNotAnswerIsReportedAndAskedAgain() {
        scene.session("s", "m1", 100);
        scene.faults.next(FaultyGrid.Operation.READ_MANIFEST, FaultyGrid.Fault.LOST_REPLY);
        assertThatThrownBy(census::take).isInstanceOf(StoreException.Unknown.class);
        assertThat(census.take().sessions()).hasSize(1);
    }

    private static List<String> names(Census.Count count, Page page) {
        return count.on(page).stream().map(session -> session.id().session()).toList();
    }
}
