// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.core.checkpoint.FragmentFormat;
import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.ManifestFormat;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.checkpoint.UnreadableFormatException;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Scheme;
import io.holdfast.core.memory.FaultyGrid;
import io.holdfast.core.port.Member;
import io.holdfast.core.port.StoreException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StripeMapTest {

    private final Scene scene = new Scene(6);

    @Test
    void aSoundSessionShowsEveryFragmentWhereItIs() {
        CheckpointId id = scene.session("s", "m1", 60_000);
        StripeMap map = scene.look(id);
        assertThat(map.session().protection()).isEqualTo(new Protection(Status.PROTECTED, 2));
        assertThat(map.session().scheme()).isEqualTo("4+1");
        assertThat(map.session().ownerName()).contains("name of m1");
        assertThat(map.groups().stream().mapToInt(StripeMap.Row::length).sum()).isEqualTo(60_000);
        for (StripeMap.Row row : map.groups()) {
            assertThat(row.fragments()).hasSize(5);
            assertThat(row.fragments().stream().map(StripeMap.Fragment::parity))
                    .containsExactly(false, false, false, false, true);
            assertThat(row.fragments()).allMatch(fragment -> fragment.sight() == FragmentSight.VALID);
            Set<String> keepers = new HashSet<>();
            row.fragments().forEach(fragment -> keepers.add(member(fragment)));
            assertThat(keepers).hasSize(5).doesNotContain("m1");
        }
    }

    @Test
    void theStoredBytesAreThoseOfFragmentsAndManifestCopies() {
        CheckpointId id = scene.session("s", "m1", 60_000);
        StripeMap map = scene.look(id);
        long fragments = scene.cluster.fragmentKeys().stream()
                .mapToLong(key -> scene.cluster.fragment(key).length)
                .sum();
        assertThat(map.session().storedBytes()).isEqualTo(fragments + 3L * scene.cluster.manifest(id).length);
        assertThat(map.groups().stream()
                        .flatMap(row -> row.fragments().stream())
                        .mapToLong(StripeMap.Fragment::bytes)
                        .sum())
                .isEqualTo(fragments);
    }

    @Test
    void aGroupThatStandsTwiceInTheStateIsShownOnce() {
        OwnedCheckpoint owned = OwnedCheckpoint.fresh(new CheckpointId("shop", "z"), "m1", 2, 0);
        scene.commit(owned, new byte[400_000], Optional.empty());
        List<Group> groups = scene.manifest(owned.id()).current().groups();
        assertThat(groups).hasSizeGreaterThan(new HashSet<>(groups).size());
        assertThat(scene.look(owned.id()).groups()).hasSize(new HashSet<>(groups).size());
    }

    @Test
    void aMissingFragmentDegradesWhileTheOwnerLives() {
        CheckpointId id = scene.session("s", "m1", 60_000);
        scene.lose(scene.firstGroup(id).subList(2, 3));
        StripeMap map = scene.look(id);
        assertThat(map.session().protection()).isEqualTo(new Protection(Status.DEGRADED, 1));
        StripeMap.Fragment missing = map.groups().get(0).fragments().get(2);
        assertThat(missing.sight()).isEqualTo(FragmentSight.MISSING);
        assertThat(missing.bytes()).isZero();
        assertThat(missing.member()).isPresent();
    }

    @Test
    void aFlippedByteIsAChangedFragmentAndCountsAsMissing() {
        CheckpointId id = scene.session("s", "m1", 60_000);
        byte[] fragment = scene.cluster.fragment(scene.firstGroup(id).get(4));
        fragment[FragmentFormat.HEADER + 7] ^= 1;
        StripeMap map = scene.look(id);
        assertThat(map.session().protection()).isEqualTo(new Protection(Status.DEGRADED, 1));
        StripeMap.Fragment changed = map.groups().get(0).fragments().get(4);
        assertThat(changed.sight()).isEqualTo(FragmentSight.CHANGED);
        assertThat(changed.bytes()).isEqualTo(fragment.length);
        assertThat(changed.parity()).isTrue();
    }

    @Test
    void tooFewFragmentsAreNoLossWhileTheOwnerLives() {
        CheckpointId id = scene.session("s", "m1", 60_000);
        scene.lose(scene.firstGroup(id));
        assertThat(scene.look(id).session().protection()).isEqualTo(new Protection(Status.DEGRADED, 0));
    }

    @Test
    void anOrphanThatCanBePutTogetherIsDegraded() {
        CheckpointId id = scene.session("s", "m1", 60_000);
        scene.cluster.leave("m1");
        StripeMap map = scene.look(id);
        assertThat(map.session().protection()).isEqualTo(new Protection(Status.DEGRADED, 1));
        assertThat(map.session().owner()).contains("m1");
        assertThat(map.session().ownerName()).isEmpty();
    }

    @Test
    void anOrphanWithTooFewFragmentsIsLost() {
        CheckpointId id = scene.session("s", "m1", 60_000);
        scene.cluster.leave("m1");
        scene.lose(scene.firstGroup(id).subList(0, 1));
        assertThat(scene.look(id).session().protection()).isEqualTo(new Protection(Status.DEGRADED, 0));
        scene.lose(scene.firstGroup(id).subList(1, 2));
        assertThat(scene.look(id).session().protection()).isEqualTo(new Protection(Status.LOST, 0));
    }

    @Test
    void aFragmentThatDoesNotAnswerIsNeitherThereNorLost() {
        CheckpointId id = scene.session("s", "m1", 60_000);
        scene.cluster.leave("m1");
        List<FragmentKey> silent = scene.firstGroup(id).subList(0, 2);
        scene.faults.silence(silent::contains);
        StripeMap map = scene.look(id);
        assertThat(map.session().protection()).isEqualTo(new Protection(Status.DEGRADED, 0));
        assertThat(map.groups().get(0).fragments().get(0).sight()).isEqualTo(FragmentSight.UNANSWERED);
        assertThat(map.groups().get(0).fragments().get(2).sight()).isEqualTo(FragmentSight.VALID);
    }

    @Test
    void anUnfinishedVersionIsNotLostWhileItsFallbackIsThere() {
        OwnedCheckpoint owned = OwnedCheckpoint.fresh(new CheckpointId("shop", "s"), "m1", 2, 0);
        scene.commit(owned, 60_000, Optional.empty());
        Manifest acknowledged = scene.manifest(owned.id());
        CheckpointId other = scene.session("other", "m1", 50_000);
        Manifest unfinished = new Manifest(
                owned.id(),
                acknowledged.version().next(),
                "m1",
                2,
                0,
                0,
                scene.manifest(other).current(), // its fragments stand under another session's name: missing
                acknowledged.current());
        scene.replace(owned.id(), ManifestFormat.encode(unfinished));
        scene.cluster.leave("m1");
        assertThat(scene.look(owned.id()).session().protection()).isEqualTo(new Protection(Status.DEGRADED, 1));
        scene.lose(acknowledged.current().groups().get(0).keys(owned.id()));
        assertThat(scene.look(owned.id()).session().protection()).isEqualTo(new Protection(Status.LOST, 0));
    }

    @Test
    void aSmallStateStandsInTheManifest() {
        StripeMap map = scene.look(scene.session("s", "m1", 100));
        assertThat(map.groups()).isEmpty();
        assertThat(map.session().scheme()).isEqualTo("inline");
        assertThat(map.session().protection()).isEqualTo(new Protection(Status.PROTECTED, 2));
    }

    @Test
    void mirroredParityShowsItsCopies() {
        CheckpointId id = scene.session("s", "m1", 20_000, Optional.of(new Scheme(1, 1, 2)));
        StripeMap map = scene.look(id);
        assertThat(map.groups().get(0).fragments().stream().map(StripeMap.Fragment::copy))
                .containsExactly(0, 0, 1, 1);
        assertThat(map.groups().get(0).fragments().stream().map(StripeMap.Fragment::part))
                .containsExactly(0, 1, 0, 1);
    }

    @Test
    void whyASchemeWasChosenIsSaid() {
        assertThat(scene.look(scene.session("s", "m1", 60_000)).why())
                .isEqualTo("4+1: any 1 of 5 members with fragments can be lost besides the production member, at 1.25"
                        + " times the state");
        assertThat(scene.look(scene.session("small", "m1", 100)).why())
                .isEqualTo("inline: 100 bytes ride in the manifest, which 3 members keep");
    }

    @Test
    void whoPinsASchemeIsNamedAsItsMembersTell() {
        CheckpointId id = scene.session("s", "m1", 60_000, Optional.of(Scheme.parse("2+1")));
        Configuration.Setting setting = new Configuration.Setting("holdfast.scheme", "2+1", "", "");
        Configuration byBean = new Configuration("shop", "n1", List.of(setting), Map.of("shop.Cart", "2+1"));
        Configuration bySetting = new Configuration("shop", "n1", List.of(setting), Map.of("shop.Cart", "3+1"));
        Configuration other = new Configuration("bank", "n1", List.of(setting), Map.of("shop.Cart", "2+1"));
        assertThat(scene.look(id, List.of(byBean)).why()).isEqualTo("2+1: pinned by shop.Cart");
        assertThat(scene.look(id, List.of(bySetting)).why()).isEqualTo("2+1: pinned by holdfast.scheme");
        assertThat(scene.look(id, List.of(other)).why()).startsWith("2+1: chosen when the state or the cluster was");
    }

    @Test
    void aSchemeOfAnotherClusterIsComparedWithWhatWouldBeChosenNow() {
        Scene growing = new Scene(4);
        CheckpointId id = growing.session("s", "m1", 60_000);
        growing.cluster.join(new Member("m4", "m4", "m4", true));
        assertThat(growing.look(id).why())
                .startsWith("2+1: chosen when the state or the cluster was another")
                .contains("would have 3+1: any 1 of 4 members");
    }

    @Test
    void aSessionThatIsNotThereIsEmpty() {
        assertThat(StripeMap.read(scene.console(), new CheckpointId("shop", "none"), List.of()))
                .isEmpty();
    }

    @Test
    void aDamagedManifestIsRefused() {
        CheckpointId id = scene.session("s", "m1", 100);
        scene.cluster.manifest(id)[20] ^= 1;
        assertThatThrownBy(() -> scene.look(id))
                .isInstanceOf(UnreadableFormatException.class)
                .hasMessageStartingWith("HF1103");
    }

    @Test
    void aGridThatDoesNotAnswerIsReported() {
        CheckpointId id = scene.session("s", "m1", 100);
        scene.faults.always(FaultyGrid.Operation.READ_MANIFEST, FaultyGrid.Fault.LOST_REPLY);
        assertThatThrownBy(() -> scene.look(id)).isInstanceOf(StoreException.Unknown.class);
    }

    private static String member(StripeMap.Fragment fragment) {
        return fragment.member().map(Member::id).orElseThrow();
    }
}
