// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import static io.holdfast.core.checkpoint.Samples.CART;
import static io.holdfast.core.checkpoint.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Scheme;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestFormatTest {

    private static final Group GROUP = new Group(
            new GroupId(new Version(1, 1), 0), new Digest(1, 2), 10, Scheme.parity(2, 1), new int[] {3, 200, 5});
    private static final Manifest SMALL = new Manifest(
            CART,
            new Version(1, 300),
            "m1",
            2,
            7,
            8,
            new Layout(new Version(1, 300), "java", "", 20, new Digest(3, 4), List.of(GROUP, GROUP), null),
            new Layout(new Version(1, 299), "java", "", 2, new Digest(5, 6), List.of(), new byte[] {9, 10}));

    @Test
    void whatIsWrittenIsReadBack() {
        for (long seed = 0; seed < 2000; seed++) {
            Manifest manifest = Samples.manifest(new SplittableRandom(seed));
            byte[] bytes = ManifestFormat.encode(manifest);
            assertThat(ManifestFormat.decode(CART, bytes)).as("seed %d", seed).isEqualTo(manifest);
            assertThat(ManifestFormat.encode(ManifestFormat.decode(CART, bytes)))
                    .as("seed %d: a compare-and-set needs the same bytes for the same manifest", seed)
                    .isEqualTo(bytes);
        }
    }

    /** Stored manifests outlive a release: another layout of the bytes needs another format number. */
    @Test
    void theBytesAreThoseOfFormatTwo() {
        assertThat(HexFormat.of().formatHex(ManifestFormat.encode(SMALL)))
                .isEqualTo("48464d4602" + "01ac02" + "026d31" + "02" + "07" + "08" + "01"
                        + "010100" + "0000000000000001" + "0000000000000002" + "0a" + "020101" + "03c80105"
                        + "01ac02" + "046a617661" + "00" + "14" + "0000000000000003" + "0000000000000004" + "00020000"
                        + "01" + "01ab02" + "046a617661" + "00" + "02" + "0000000000000005" + "0000000000000006"
                        + "0102090a"
                        + "118a44a8");
    }

    @Test
    void aGroupOfBothVersionsIsStoredOnce() {
        Layout layout = new Layout(new Version(1, 299), "java", "", 10, new Digest(5, 6), List.of(GROUP), null);
        Manifest both = new Manifest(CART, SMALL.version(), "m1", 2, 7, 8, SMALL.current(), layout);
        Manifest one = new Manifest(CART, SMALL.version(), "m1", 2, 7, 8, SMALL.current(), null);
        assertThat(ManifestFormat.encode(both).length - ManifestFormat.encode(one).length)
                .isLessThan(35);
    }

    @Test
    void everyFlippedBitIsRefused() {
        for (long seed = 0; seed < 20; seed++) {
            byte[] bytes = ManifestFormat.encode(Samples.manifest(new SplittableRandom(seed)));
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                assertRefused("seed " + seed + ", bit " + bit, Samples.flipped(bytes, bit));
            }
        }
    }

    @Test
    void everyTruncationAndEveryLongerOneIsRefused() {
        for (long seed = 0; seed < 20; seed++) {
            byte[] bytes = ManifestFormat.encode(Samples.manifest(new SplittableRandom(seed)));
            for (int length = 0; length < bytes.length; length++) {
                assertRefused("seed " + seed + ", length " + length, Samples.cut(bytes, length));
                assertRefused(
                        "seed " + seed + ", length " + length + ", checksum right",
                        Samples.resealManifest(CART, Samples.cut(bytes, length)));
            }
            assertRefused("seed " + seed, Samples.resealManifest(CART, Samples.cut(bytes, bytes.length + 1)));
        }
    }

    private static void assertRefused(String what, byte[] bytes) {
        Throwable refused = catchThrowable(() -> ManifestFormat.decode(CART, bytes));
        if (!(refused instanceof UnreadableFormatException)
                || !refused.getMessage().startsWith("HF110")) {
            throw new AssertionError(what, refused);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 255})
    void anotherFormatIsRefusedWithTheCure(int format) {
        byte[] bytes = ManifestFormat.encode(SMALL);
        bytes[4] = (byte) format;
        for (byte[] each : List.of(bytes, Samples.resealManifest(CART, bytes))) {
            assertThatThrownBy(() -> ManifestFormat.decode(CART, each))
                    .isInstanceOf(UnreadableFormatException.class)
                    .hasMessageStartingWith("HF1102 manifest of shop/cart-1 has format " + format)
                    .hasMessageContaining("this release reads 2")
                    .hasMessageContaining("run one release of Holdfast on all members");
        }
    }

    @Test
    void aManifestUnderAnotherKeyIsRefused() {
        assertThatThrownBy(() -> ManifestFormat.decode(OTHER, ManifestFormat.encode(SMALL)))
                .isInstanceOf(UnreadableFormatException.class)
                .hasMessageStartingWith("HF1103 manifest of shop/cart-2");
    }

    @Test
    void bytesThatAreNoManifestAreRefused() {
        for (byte[] bytes :
                List.of(new byte[0], new byte[8], new byte[100], "HFMF".getBytes(StandardCharsets.US_ASCII))) {
            assertThatThrownBy(() -> ManifestFormat.decode(CART, bytes))
                    .isInstanceOf(UnreadableFormatException.class)
                    .hasMessageStartingWith("HF1101");
        }
    }

    /** Offsets in {@link #SMALL}: 5 epoch, 6-7 sequence, 8-10 owner, 11 tolerate, 12 created, 13 updated, 14 groups. */
    @Test
    void aFieldOutOfItsRangeIsRefusedThoughTheChecksumIsRight() {
        int bytes = ManifestFormat.encode(SMALL).length - 4;
        assertField("a number is 0, must be 1 to 255", 11, 12, 0);
        assertField("a number is not in its shortest form", 12, 13, 0x87, 0);
        assertField("a number is too long", 12, 13, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1);
        assertField("a text is not UTF-8", 9, 11, 0xC3, 0x28);
        assertField("a number is 127, must be at most", 8, 9, 0x7f);
        assertField("a number is 100, must be at most", 14, 15, 100);
        assertField("a number is 4, must be at most 2", bytes - 3, bytes - 2, 4);
        assertField("it ends too early", 14, bytes);
        assertField("must be 1 to 2147483647", 34, 35, 0);
        assertField("HF1010 scheme: data is 0", 35, 36, 0);
        assertField("HF1010 scheme: parity is 4", 36, 37, 4);
        assertField("HF1014", 34, 35, 11);
    }

    private static void assertField(String why, int from, int to, int... others) {
        byte[] bytes = new byte[others.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) others[i];
        }
        byte[] wrong = Samples.resealManifest(CART, Samples.spliced(ManifestFormat.encode(SMALL), from, to, bytes));
        assertThatThrownBy(() -> ManifestFormat.decode(CART, wrong))
                .isInstanceOf(UnreadableFormatException.class)
                .hasMessageStartingWith("HF1104 manifest of shop/cart-1")
                .hasMessageContaining(why);
    }

    @Test
    void aNameTooLongToBeReadAgainIsNotWritten() {
        Manifest longest = SMALL.claimedBy("m".repeat(256), 1);
        assertThat(ManifestFormat.decode(CART, ManifestFormat.encode(longest))).isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ManifestFormat.encode(SMALL.claimedBy("m".repeat(257), 1)))
                .withMessageStartingWith("HF1025 a stored name has 257 bytes, at most 256");
    }

    @Test
    void aManifestKnowsItsNextOwnerAndItsGroups() {
        Manifest claimed = SMALL.claimedBy("m2", 99);
        assertThat(claimed.version()).isEqualTo(new Version(2, 300));
        assertThat(claimed.owner()).isEqualTo("m2");
        assertThat(claimed.updatedAt()).isEqualTo(99);
        assertThat(claimed.current()).isEqualTo(SMALL.current());
        assertThat(claimed.fallback()).hasValue(SMALL.previous());
        Manifest released = SMALL.released(99);
        assertThat(released.isReleased()).isTrue();
        assertThat(SMALL.isReleased()).isFalse();
        assertThat(released.version()).isEqualTo(new Version(1, 301));
        assertThat(SMALL.groups()).containsExactly(GROUP);
    }
}
