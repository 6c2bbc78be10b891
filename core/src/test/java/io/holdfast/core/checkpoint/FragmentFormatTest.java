// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import static io.holdfast.core.checkpoint.Samples.CART;
import static io.holdfast.core.checkpoint.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Scheme;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FragmentFormatTest {

    private static final Group GROUP = group(7, 1, 3, 500, Scheme.parity(2, 1));

    private final byte[] fragment = Samples.fragment(new SplittableRandom(1), CART, GROUP, 1);

    @Test
    void aSealedFragmentIsTheExpectedOne() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Group group = Samples.group(random);
            for (int index = 0; index < group.scheme().fragments(); index++) {
                byte[] bytes = Samples.fragment(random, CART, group, index);
                FragmentFormat.check(CART, group, index, bytes);
                assertThat(FragmentFormat.isValid(CART, group, index, bytes))
                        .as("seed %d", seed)
                        .isTrue();
            }
        }
    }

    /** Stored fragments outlive a release: another layout of the bytes needs another format number. */
    @Test
    void theBytesAreThoseOfFormatOne() {
        byte[] bytes = new byte[FragmentFormat.HEADER + 8];
        bytes[FragmentFormat.HEADER] = 42;
        FragmentFormat.seal(CART, group(7, 1, 3, 9, Scheme.parity(2, 1)), 2, bytes);
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("48464647" + "01" + "020101" + "0002" + "0000" + "00000009" + "0000000000000007"
                        + "0000000000000001" + "00000003" + "a0c45998" + "2a00000000000000");
    }

    @Test
    void sealingLeavesThePayloadAlone() {
        byte[] bytes = new byte[FragmentFormat.HEADER + 250];
        new SplittableRandom(2).nextBytes(bytes);
        byte[] before = bytes.clone();
        FragmentFormat.seal(CART, GROUP, 0, bytes);
        assertThat(bytes).endsWith(Arrays.copyOfRange(before, FragmentFormat.HEADER, before.length));
    }

    @Test
    void everyFlippedBitIsRefused() {
        for (int bit = 0; bit < fragment.length * 8; bit++) {
            assertRefused("bit " + bit, Samples.flipped(fragment, bit));
        }
    }

    @Test
    void everyTruncationAndEveryLongerOneIsRefused() {
        for (int length = 0; length < fragment.length; length++) {
            assertRefused("length " + length, Samples.cut(fragment, length));
            assertRefused(
                    "length " + length + ", checksum right",
                    Samples.resealFragment(CART, Samples.cut(fragment, length)));
        }
        assertRefused("longer", Samples.resealFragment(CART, Samples.cut(fragment, fragment.length + 8)));
    }

    private static void assertRefused(String what, byte[] bytes) {
        Throwable refused = catchThrowable(() -> FragmentFormat.check(CART, GROUP, 1, bytes));
        if (!(refused instanceof UnreadableFormatException)
                || !refused.getMessage().startsWith("HF111")) {
            throw new AssertionError(what, refused);
        }
        assertThat(FragmentFormat.isValid(CART, GROUP, 1, bytes)).as(what).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 127, 255})
    void anotherFormatIsRefusedWithTheCure(int format) {
        byte[] bytes = fragment.clone();
        bytes[4] = (byte) format;
        for (byte[] each : List.of(bytes, Samples.resealFragment(CART, bytes))) {
            assertThatThrownBy(() -> FragmentFormat.check(CART, GROUP, 1, each))
                    .isInstanceOf(UnreadableFormatException.class)
                    .hasMessageStartingWith("HF1112 fragment 1 of group 7.1.3 of shop/cart-1 has format " + format)
                    .hasMessageContaining("run one release of Holdfast on all members");
        }
    }

    @Test
    void aFragmentOfAnotherCheckpointIsRefused() {
        assertThatThrownBy(() -> FragmentFormat.check(OTHER, GROUP, 1, fragment))
                .isInstanceOf(UnreadableFormatException.class)
                .hasMessageStartingWith("HF1113 fragment 1 of group 7.1.3 of shop/cart-2");
    }

    @Test
    void anotherFragmentOfTheSameCheckpointIsRefused() {
        assertAnother(GROUP, 0);
        assertAnother(GROUP, 2);
        assertAnother(group(8, 1, 3, 500, Scheme.parity(2, 1)), 1);
        assertAnother(group(7, 2, 3, 500, Scheme.parity(2, 1)), 1);
        assertAnother(group(7, 1, 4, 500, Scheme.parity(2, 1)), 1);
        assertAnother(group(7, 1, 3, 499, Scheme.parity(2, 1)), 1);
        assertAnother(group(7, 1, 3, 500, Scheme.parity(2, 2)), 1);
        assertAnother(group(7, 1, 3, 500, new Scheme(2, 1, 2)), 1);
        assertAnother(group(7, 1, 3, 750, Scheme.parity(3, 1)), 1);
    }

    private void assertAnother(Group group, int index) {
        assertThatThrownBy(() -> FragmentFormat.check(CART, group, index, fragment))
                .isInstanceOf(UnreadableFormatException.class)
                .hasMessageStartingWith("HF1114")
                .hasMessageEndingWith("this is another fragment");
    }

    private static Group group(long epoch, long sequence, int ordinal, int length, Scheme scheme) {
        GroupId id = new GroupId(new Version(epoch, sequence), ordinal);
        return new Group(id, new Digest(1, 2), length, scheme, new int[scheme.fragments()]);
    }
}
