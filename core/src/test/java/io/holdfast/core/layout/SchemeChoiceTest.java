// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchemeChoiceTest {

    private static final int[] SIZES = {
        1, 100, 1000, 4095, 4096, 4097, 8192, 8193, 16 << 10, 20_000, 64 << 10, 100_000, 1 << 20, 16 << 20
    };

    /** The examples of the architecture: members counts the production member. */
    @ParameterizedTest
    @CsvSource({
        "2, 6, 4+1",
        "2, 5, 3+1",
        "2, 4, 2+1",
        "2, 3, mirror x2",
        "1, 6, mirror x1",
        "1, 2, mirror x1",
        "3, 6, 3+2",
        "3, 5, 2+2",
        "3, 4, mirror x3",
        "4, 9, 5+3",
        "2, 20, 8+1"
    })
    void aLargeStateGetsTheWidestGroupThatTheMembersAllow(int tolerate, int members, String scheme) {
        SchemeChoice choice = SchemeChoice.choose(tolerate, 1 << 20, members - 1);
        assertThat(choice.scheme()).hasToString(scheme);
        assertThat(choice.tolerates()).isEqualTo(tolerate);
    }

    @ParameterizedTest
    @CsvSource({"4096, mirror x2", "4097, 2+1", "8193, 3+1", "12289, 4+1", "100000, 8+1"})
    void aSmallStateIsNotCutIntoCrumbs(int bytes, String scheme) {
        assertThat(SchemeChoice.choose(2, bytes, 12).scheme()).hasToString(scheme);
    }

    @Test
    void noChoicePromisesMoreThanItGives() {
        forAll((tolerate, bytes, backups, choice) -> {
            Scheme scheme = choice.scheme();
            assertThat(scheme.losses()).isGreaterThanOrEqualTo(choice.tolerates() - 1);
            assertThat(scheme.fragments()).isLessThanOrEqualTo(Math.max(1, backups));
            assertThat(choice.tolerates()).isLessThanOrEqualTo(Math.min(tolerate, backups));
            assertThat(choice.reason()).startsWith(scheme.toString());
        });
    }

    @Test
    void everyChoiceGivesAllThatTheMembersCanAndCostsNoMoreThanMirroring() {
        forAll((tolerate, bytes, backups, choice) -> {
            assertThat(choice.tolerates()).isEqualTo(Math.min(tolerate, backups));
            assertThat(choice.scheme().storageRatio()).isLessThanOrEqualTo(Math.max(1, choice.tolerates()));
        });
    }

    @Test
    void moreMembersNeverCostMore() {
        for (int tolerate = 1; tolerate <= 4; tolerate++) {
            for (int bytes : SIZES) {
                double before = Double.MAX_VALUE;
                for (int backups = tolerate; backups <= 12; backups++) {
                    double ratio = SchemeChoice.choose(tolerate, bytes, backups)
                            .scheme()
                            .storageRatio();
                    assertThat(ratio).isLessThanOrEqualTo(before);
                    before = ratio;
                }
            }
        }
    }

    @Test
    void aShortageIsSaidInTheReason() {
        SchemeChoice alone = SchemeChoice.choose(2, 10_000, 0);
        assertThat(alone.tolerates()).isZero();
        assertThat(alone.reason()).contains("nothing is protected");
        SchemeChoice two = SchemeChoice.choose(3, 10_000, 2);
        assertThat(two.tolerates()).isEqualTo(2);
        assertThat(two.reason()).contains("tolerates 2 and not the 3 asked for").contains("only 2 other members");
    }

    @Test
    void moreThanParityCanDoIsMirrored() {
        SchemeChoice choice = SchemeChoice.choose(5, 1 << 20, 12);
        assertThat(choice.scheme()).isEqualTo(Scheme.mirror(5));
        assertThat(choice.tolerates()).isEqualTo(5);
        SchemeChoice most = SchemeChoice.choose(9, 1 << 20, 12);
        assertThat(most.scheme()).isEqualTo(Scheme.mirror(Scheme.MAX_COPIES));
        assertThat(most.tolerates()).isEqualTo(Scheme.MAX_COPIES);
    }

    @Test
    void toTolerateNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemeChoice.choose(0, 100, 3))
                .withMessageStartingWith("HF1012 tolerate is 0");
    }

    private interface Check {
        void on(int tolerate, int bytes, int backups, SchemeChoice choice);
    }

    private static void forAll(Check check) {
        for (int tolerate = 1; tolerate <= 4; tolerate++) {
            for (int backups = 0; backups <= 8; backups++) {
                for (int bytes : SIZES) {
                    SchemeChoice choice = SchemeChoice.choose(tolerate, bytes, backups);
                    try {
                        check.on(tolerate, bytes, backups, choice);
                    } catch (AssertionError e) {
                        throw new AssertionError(
                                "tolerate " + tolerate + ", " + bytes + " bytes, " + backups + " backups: " + choice,
                                e);
                    }
                }
            }
        }
    }
}
