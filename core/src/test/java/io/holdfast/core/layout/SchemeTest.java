// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemeTest {

    @Test
    void everySchemeIsReadBackFromItsText() {
        int schemes = 0;
        for (int data = 1; data <= Scheme.MAX_DATA; data++) {
            for (int parity = 0; parity <= 3; parity++) {
                for (int copies = 1; copies <= Scheme.MAX_COPIES; copies++) {
                    Scheme scheme = new Scheme(data, parity, copies);
                    assertThat(Scheme.parse(scheme.toString())).isEqualTo(scheme);
                    schemes++;
                }
            }
        }
        assertThat(schemes).isEqualTo(32 * 4 * 7);
    }

    @ParameterizedTest
    @CsvSource({"4+1, 4, 1, 1", "2+1x2, 2, 1, 2", "3+0, 3, 0, 1", "mirror x2, 1, 0, 2", "1+0x2, 1, 0, 2"})
    void schemesAreWrittenAsPeopleSayThem(String text, int data, int parity, int copies) {
        assertThat(Scheme.parse(text)).isEqualTo(new Scheme(data, parity, copies));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "4", "4+", "+1", "4-1", "4+1x", "mirror", "mirrorx2", "raid 5", "4+1 ", "100+1", "4+11"})
    void aTextThatIsNoSchemeIsRefusedWithTheCure(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scheme.parse(text))
                .withMessageStartingWith("HF1011 scheme '" + text + "'")
                .withMessageContaining("4+1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0+1", "33+1", "4+4", "4+1x0", "4+1x8", "mirror x0"})
    void aNumberOutOfItsRangeIsRefusedWithItsValue(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scheme.parse(text))
                .withMessageStartingWith("HF1010")
                .withMessageContaining("must be");
    }

    @Test
    void lossesIsWhatAnyPatternCanTakeAndOneMoreIsTooMany() {
        for (int data = 1; data <= 4; data++) {
            for (int parity = 0; parity <= 3; parity++) {
                for (int copies = 1; copies <= 2; copies++) {
                    Scheme scheme = new Scheme(data, parity, copies);
                    assertThat(fewestLossesThatDestroy(scheme)).as("%s", scheme).isEqualTo(scheme.losses() + 1);
                }
            }
        }
    }

    private static int fewestLossesThatDestroy(Scheme scheme) {
        int fewest = Integer.MAX_VALUE;
        for (int lost = 0; lost < 1 << scheme.fragments(); lost++) {
            int parts = 0;
            for (int index = 0; index < scheme.fragments(); index++) {
                if ((lost >>> index & 1) == 0) {
                    parts |= 1 << (index % scheme.width());
                }
            }
            if (Integer.bitCount(parts) < scheme.data()) {
                fewest = Math.min(fewest, Integer.bitCount(lost));
            }
        }
        return fewest;
    }

    @ParameterizedTest
    @CsvSource({"4+1, 1.25, 5", "2+1x2, 3.0, 6", "mirror x3, 3.0, 3", "5+0, 1.0, 5", "8+3, 1.375, 11"})
    void storageIsCopiesTimesWidthOverData(String scheme, double ratio, int fragments) {
        assertThat(Scheme.parse(scheme).storageRatio()).isEqualTo(ratio);
        assertThat(Scheme.parse(scheme).fragments()).isEqualTo(fragments);
    }

    @Test
    void subsegmentsAreWholeWordsHoldTheGroupAndAreNoLargerThanNeeded() {
        for (int data = 1; data <= 9; data++) {
            Scheme scheme = Scheme.parity(data, 1);
            for (int length = 1; length < 500; length++) {
                int bytes = scheme.subsegmentBytes(length);
                boolean fits = bytes % 8 == 0 && bytes * data >= length && (bytes - 8) * data < length;
                assertThat(fits)
                        .as("%d bytes in %d subsegments of %d", length, data, bytes)
                        .isTrue();
            }
        }
    }
}
