// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordsTest {

    @Test
    void whatIsWrittenIsReadBackInItsOrder() {
        for (long seed = 0; seed < 2000; seed++) {
            Map<String, byte[]> records = Samples.records(new SplittableRandom(seed));
            byte[] state = Records.encode(records);
            Map<String, byte[]> read = Records.decode(state);
            assertThat(List.copyOf(read.keySet())).as("seed %d", seed).isEqualTo(List.copyOf(records.keySet()));
            for (String name : records.keySet()) {
                assertThat(read.get(name)).as("seed %d, %s", seed, name).isEqualTo(records.get(name));
            }
            assertThat(Records.encode(read)).as("seed %d", seed).isEqualTo(state);
        }
    }

    @Test
    void theBytesAreThoseOfFormatOne() {
        Map<String, byte[]> records = new LinkedHashMap<>();
        records.put("shop.Cart", new byte[] {1, 2, 3});
        records.put("\u00e4", new byte[0]);
        assertThat(HexFormat.of().formatHex(Records.encode(records)))
                .isEqualTo("485201" + "02" + "09" + "73686f702e43617274" + "03010203" + "02" + "c3a4" + "00");
    }

    @Test
    void everyTruncationAndEveryLongerOneIsRefused() {
        for (long seed = 0; seed < 50; seed++) {
            byte[] state = Records.encode(Samples.records(new SplittableRandom(seed)));
            for (int length = 0; length < state.length; length++) {
                assertRefused("seed " + seed + ", length " + length, Samples.cut(state, length));
            }
            assertRefused("seed " + seed + ", longer", Samples.cut(state, state.length + 1));
        }
    }

    private static void assertRefused(String what, byte[] bytes) {
        Throwable refused = catchThrowable(() -> Records.decode(bytes));
        if (!(refused instanceof UnreadableFormatException)) {
            throw new AssertionError(what, refused);
        }
    }

    @Test
    void bytesThatAreNoStateAreRefused() {
        assertThatThrownBy(() -> Records.decode(new byte[] {'H', 'S', 1, 0}))
                .isInstanceOf(UnreadableFormatException.class)
                .hasMessageStartingWith("HF1121");
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 2, -1})
    void anotherFormatIsRefusedWithTheCure(byte format) {
        assertThatThrownBy(() -> Records.decode(new byte[] {'H', 'R', format, 0}))
                .isInstanceOf(UnreadableFormatException.class)
                .hasMessageStartingWith("HF1122 the state has format " + (format & 0xff))
                .hasMessageContaining("run one release of Holdfast on all members");
    }

    @Test
    void aNameTooLongToBeReadAgainIsNotWritten() {
        String longest = "\u00e4".repeat(256);
        assertThat(Records.decode(Records.encode(Map.of(longest, new byte[1])))).containsOnlyKeys(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Records.encode(Map.of(longest + "x", new byte[1])))
                .withMessageStartingWith("HF1025 a stored name has 513 bytes, at most 512");
    }

    @Test
    void aBeanThatStandsInItTwiceIsRefused() {
        byte[] twice = {'H', 'R', 1, 2, 1, 'a', 0, 1, 'a', 0};
        assertThatThrownBy(() -> Records.decode(twice))
                .isInstanceOf(UnreadableFormatException.class)
                .hasMessageStartingWith("HF1104")
                .hasMessageContaining("twice");
    }
}
