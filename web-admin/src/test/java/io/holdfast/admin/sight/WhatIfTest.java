// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.layout.Scheme;
import io.holdfast.core.port.ClusterView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WhatIfTest {

    private static final int MEMBERS = 7;

    private final Scene scene = new Scene(MEMBERS);

    @Test
    void nobodyLostIsNothingLost() {
        scene.session("s", "m1", 60_000);
        WhatIf outcome = ask(Set.of());
        assertThat(outcome).isEqualTo(new WhatIf(Set.of(), 1, 1, 0, 0, 0, List.of(), List.of()));
    }

    @Test
    void asManyAsAskedForAreSurvivedAndOneMoreIsNot() {
        CheckpointId id = scene.session("s", "m1", 60_000);
        List<String> keepers = keepers(id);
        WhatIf two = ask(Set.of("m1", keepers.get(0)));
        assertThat(two.gone()).isZero();
        assertThat(two.moved()).isEqualTo(1);
        assertThat(two.exposed()).isEqualTo(1);
        WhatIf three = ask(Set.of("m1", keepers.get(0), keepers.get(1)));
        assertThat(three.gone()).isEqualTo(1);
        assertThat(three.some()).extracting(SessionSummary::id).containsExactly(id);
        assertThat(three.advice()).anyMatch(advice -> advice.startsWith("Raise tolerate to 3"));
    }

    @Test
    void whileTheOwnerLivesItsBeanIsTheSource() {
        CheckpointId id = scene.session("s", "m1", 60_000);
        assertThat(ask(new HashSet<>(keepers(id))).gone()).isZero();
    }

    @Test
    void aSessionWhoseManifestIsLostWithAllCopiesIsLost() {
        scene.session("s", "m1", 100);
        scene.holders = Set.of("m2", "m3", "m4");
        assertThat(ask(Set.of("m2", "m3")).gone()).isZero();
        WhatIf outcome = ask(Set.of("m2", "m3", "m4"));
        assertThat(outcome.gone()).isEqualTo(1);
        assertThat(outcome.advice()).anyMatch(advice -> advice.startsWith("Raise holdfast.manifest.backups to 3"));
    }

    @Test
    void theAnswerIsWhatReallyHappens() {
        for (int seed = 1; seed <= 40; seed++) {
            Random random = new Random(seed);
            Scene fresh = new Scene(MEMBERS);
            for (int i = 0; i < 12; i++) {
                fresh.session(
                        "s" + i,
                        "m" + (1 + random.nextInt(MEMBERS - 1)),
                        100 + random.nextInt(60_000),
                        random.nextInt(3) == 0 ? Optional.of(Scheme.parity(3, random.nextInt(3))) : Optional.empty());
            }
            Set<String> lost = new HashSet<>();
            while (lost.size() < 1 + random.nextInt(MEMBERS - 2)) {
                lost.add("m" + (1 + random.nextInt(MEMBERS - 1)));
            }
            fresh.holders = Set.of("m0"); // which never is lost here: no manifest goes
            Census census = fresh.census();
            WhatIf foretold = WhatIf.of(fresh.console().cluster().view(), 3, census, fresh.source(), lost);
            lost.forEach(fresh.cluster::crash);
            List<String> gone = new ArrayList<>();
            for (SessionSummary session : census.take().sessions()) {
                if (fresh.look(session.id()).session().protection().status() == Status.LOST) {
                    gone.add(session.id().session());
                }
            }
            assertThat(foretold.some())
                    .as("seed %d", seed)
                    .extracting(one -> one.id().session())
                    .isEqualTo(gone);
            assertThat(foretold.gone()).isEqualTo(gone.size());
            assertThat(foretold.survive()).isEqualTo(12 - gone.size());
        }
    }

    private WhatIf ask(Set<String> lost) {
        return WhatIf.of(scene.console().cluster().view(), 3, scene.census(), scene.source(), lost);
    }

    private List<String> keepers(CheckpointId id) {
        ClusterView view = scene.console().cluster().view();
        return scene.firstGroup(id).stream()
                .map(key -> view.keeper(key.slot()).orElseThrow().id())
                .toList();
    }
}
