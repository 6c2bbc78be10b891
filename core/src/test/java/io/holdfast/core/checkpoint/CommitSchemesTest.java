// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import static io.holdfast.core.checkpoint.Samples.CART;
import static io.holdfast.core.memory.Ensemble.bytes;
import static io.holdfast.core.memory.Ensemble.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Scheme;
import io.holdfast.core.layout.SchemeChoice;
import io.holdfast.core.memory.Ensemble;
import io.holdfast.core.port.Grid;
import io.holdfast.core.recovery.Recovery;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which scheme a commit uses, and that it survives what it promises. */
final class CommitSchemesTest {

    private static final byte[] STATE = bytes(1, 60_001);

    /** Seven members: the production member and six backups, of which every set is lost together with it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"mirror x1", "mirror x2", "mirror x3", "3+0", "4+1", "4+2", "3+3", "2+1x2", "1+1x3", "3+0x2"})
    void everySchemeSurvivesTheProductionMemberAndEverySetOfBackupsThatItMayLose(String text) {
        Scheme scheme = Scheme.parse(text);
        int lost = 0;
        for (int set = 0; set < 1 << 6; set++) {
            if (Integer.bitCount(set) <= scheme.losses()) {
                assertThat(recoveredAfter(scheme, set))
                        .as("backups %s lost", Integer.toBinaryString(set))
                        .isEqualTo(Digest.of(STATE));
                lost++;
            }
        }
        assertThat(lost).isGreaterThanOrEqualTo(scheme.losses() == 0 ? 1 : 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirror x2", "6+0", "4+2", "5+1", "2+1x2"})
    void oneBackupMoreThanItMayLoseIsALossThatIsReported(String text) {
        Scheme scheme = Scheme.parse(text);
        int reported = 0;
        for (int set = 0; set < 1 << 6; set++) {
            if (Integer.bitCount(set) == scheme.losses() + 1) {
                try {
                    assertThat(recoveredAfter(scheme, set)).isEqualTo(Digest.of(STATE));
                } catch (NotEnoughFragmentsException e) {
                    assertThat(e.unanswered()).isZero();
                    assertThat(e.have()).isLessThan(e.need());
                    reported++;
                }
            }
        }
        assertThat(reported).isPositive();
    }

    private static Digest recoveredAfter(Scheme scheme, int set) {
        Ensemble ensemble = Ensemble.of(7);
        try (Distributor distributor = new Distributor(ensemble.grid("m0"), pinned(scheme, false))) {
            Layout layout = result(distributor.commit(ensemble.fresh(CART, "m0", 2), "java", STATE));
            assertThat(layout.groups()).allMatch(group -> group.scheme().equals(scheme));
        }
        ensemble.cluster().crash("m0");
        String survivor = null;
        for (int i = 0; i < 6; i++) {
            if ((set >>> i & 1) != 0) {
                ensemble.cluster().crash("m" + (i + 1));
            } else {
                survivor = "m" + (i + 1);
            }
        }
        Recovery recovery = new Recovery(ensemble.grid(survivor));
        OwnedCheckpoint next = result(recovery.claim(CART, manifest -> true)).orElseThrow();
        return Digest.of(result(recovery.reassemble(next)).state());
    }

    @ParameterizedTest
    @CsvSource({"6, 4+1", "5, 3+1", "4, 2+1", "3, mirror x2", "2, mirror x1", "1, mirror x1"})
    void theSchemeIsChosenByTheMembersThatAreThere(int members, String scheme) {
        Ensemble ensemble = Ensemble.of(members);
        Distributor distributor = ensemble.distributor("m0");
        OwnedCheckpoint owned = ensemble.fresh(CART, "m0", 2);
        assertThat(result(distributor.commit(owned, "java", STATE)).schemeName())
                .isEqualTo(scheme);
    }

    @Test
    void aClusterTooSmallStoresWithTheToleranceThatItCanGive() {
        Ensemble ensemble = Ensemble.of(3);
        Distributor distributor = ensemble.distributor("m0");
        OwnedCheckpoint owned = ensemble.fresh(CART, "m0", 4);
        assertThat(result(distributor.commit(owned, "java", STATE)).schemeName())
                .isEqualTo("mirror x2");
        SchemeChoice choice = choice(ensemble, owned);
        assertThat(choice.tolerates()).isEqualTo(2);
        assertThat(choice.reason()).contains("tolerates 2 and not the 4 asked for");
    }

    @Test
    void aClusterTooSmallRefusesIfItIsToldTo() {
        Ensemble ensemble = Ensemble.of(3);
        DistributorSettings settings =
                new DistributorSettings(4096, 1 << 20, Duration.ofSeconds(1), true, Optional.empty(), Keyring.NONE);
        Distributor distributor = new Distributor(ensemble.grid("m0"), settings);
        for (byte[] state : new byte[][] {STATE, new byte[10]}) {
            assertThatExceptionOfType(CommitFailedException.class)
                    .isThrownBy(() -> result(distributor.commit(ensemble.fresh(CART, "m0", 3), "java", state)))
                    .withMessageStartingWith("HF1203 the checkpoint of shop/cart-1 shall tolerate 3 lost members")
                    .withMessageContaining("this cluster can give 2")
                    .withMessageContaining("add members, lower tolerate, or allow less protection")
                    .matches(failure -> !failure.isByState(), "by the cluster");
        }
        assertThat(ensemble.faults("m0").calls()).isZero();
        ensemble.join("m3");
        result(distributor.commit(ensemble.fresh(CART, "m0", 2), "java", STATE));
    }

    /** The manifest is what finds the fragments: it must outlive as many members as they do. */
    @Test
    void noMoreIsPromisedThanTheCopiesOfTheManifestSurvive() {
        Ensemble ensemble = Ensemble.of(9);
        assertThat(ensemble.grid("m0").manifests().copies()).isEqualTo(3);
        OwnedCheckpoint owned = ensemble.fresh(CART, "m0", 4);
        SchemeChoice choice = choice(ensemble, owned);
        assertThat(choice.scheme()).hasToString("5+3");
        assertThat(choice.tolerates()).isEqualTo(2);
        assertThat(choice.reason()).contains("tolerates 2", "manifest stands on 3 members");
    }

    @Test
    void aPinnedSchemeThatGivesTooLittleIsRefusedIfItIsToldTo() {
        Ensemble ensemble = Ensemble.of(7);
        Distributor distributor = new Distributor(ensemble.grid("m0"), pinned(Scheme.parity(4, 0), true));
        assertThatExceptionOfType(CommitFailedException.class)
                .isThrownBy(() -> result(distributor.commit(ensemble.fresh(CART, "m0", 2), "java", STATE)))
                .withMessageStartingWith("HF1203")
                .withMessageContaining("4+0: pinned");
    }

    @Test
    void aPinnedSchemeWiderThanTheClusterFailsWithTheCure() {
        Ensemble ensemble = Ensemble.of(4);
        Distributor distributor = new Distributor(ensemble.grid("m0"), pinned(Scheme.parity(4, 1), false));
        assertThatExceptionOfType(CommitFailedException.class)
                .isThrownBy(() -> result(distributor.commit(ensemble.fresh(CART, "m0", 2), "java", STATE)))
                .withMessageStartingWith("HF1205")
                .withMessageContaining("HF1015 scheme 4+1 needs 5 members besides the production member; 3 are there");
    }

    @Test
    void aStateOverTheLimitIsRefusedAndTheVersionBeforeStands() {
        Ensemble ensemble = Ensemble.of(4);
        DistributorSettings settings =
                new DistributorSettings(4096, 50_000, Duration.ofSeconds(1), false, Optional.empty(), Keyring.NONE);
        Distributor distributor = new Distributor(ensemble.grid("m0"), settings);
        OwnedCheckpoint owned = ensemble.fresh(CART, "m0", 2);
        Layout before = result(distributor.commit(owned, "java", new byte[50_000]));
        int calls = ensemble.faults("m0").calls();
        assertThatExceptionOfType(CommitFailedException.class)
                .isThrownBy(() -> result(distributor.commit(owned, "java", new byte[50_001])))
                .withMessageStartingWith("HF1204 the state of shop/cart-1 has 50001 bytes, the limit is 50000")
                .withMessageContaining("keep less in the bean or raise the limit")
                .matches(CommitFailedException::isByState, "by the state");
        assertThat(ensemble.faults("m0").calls()).isEqualTo(calls);
        assertThat(owned.acknowledged()).hasValue(before);
    }

    @Test
    void settingsOutOfRangeAreRefusedWithTheirValue() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DistributorSettings(65_537, 1, second, false, Optional.empty(), Keyring.NONE))
                .withMessageStartingWith("HF1021 inline bytes is 65537");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DistributorSettings(0, 0, second, false, Optional.empty(), Keyring.NONE))
                .withMessageStartingWith("HF1022 largest state is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DistributorSettings(0, 1, Duration.ZERO, false, Optional.empty(), Keyring.NONE))
                .withMessageStartingWith("HF1023 commit limit is PT0S");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 256})
    void aToleranceThatNoManifestCanHoldIsRefused(int tolerate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OwnedCheckpoint.fresh(CART, "m0", tolerate, 0))
                .withMessageStartingWith("HF1024 tolerate is " + tolerate);
    }

    private static DistributorSettings pinned(Scheme scheme, boolean refuse) {
        return new DistributorSettings(4096, 1 << 20, Duration.ofSeconds(1), refuse, Optional.of(scheme), Keyring.NONE);
    }

    private static SchemeChoice choice(Ensemble ensemble, OwnedCheckpoint owned) {
        Grid grid = ensemble.grid("m0");
        DistributorSettings settings =
                new DistributorSettings(4096, 1 << 20, Duration.ofSeconds(1), false, Optional.empty(), Keyring.NONE);
        Drafter drafter = new Drafter(grid, settings, new SlotLosses(grid.cluster()));
        return drafter.choice(owned, owned.owner(), STATE.length, grid.cluster().view());
    }
}
