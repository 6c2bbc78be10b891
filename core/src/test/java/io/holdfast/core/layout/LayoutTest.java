// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LayoutTest {

    private static final Version VERSION = new Version(1, 1);
    private static final Digest DIGEST = new Digest(1, 2);

    @Test
    void aGroupHasASlotForEachFragment() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> group(100, Scheme.parity(2, 1), 1, 2))
                .withMessageStartingWith("HF1013");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> group(0, Scheme.mirror(1), 1))
                .withMessageStartingWith("HF1013");
    }

    @Test
    void aGroupDoesNotChangeWithTheArrayItWasMadeOf() {
        int[] slots = {1, 2};
        Group group = group(100, Scheme.mirror(2), slots);
        slots[0] = 9;
        group.slots()[1] = 9;
        assertThat(group.slots()).containsExactly(1, 2);
        assertThat(group)
                .isEqualTo(group(100, Scheme.mirror(2), 1, 2))
                .hasSameHashCodeAs(group(100, Scheme.mirror(2), 1, 2));
        assertThat(group).isNotEqualTo(group(100, Scheme.mirror(2), 1, 3));
    }

    @Test
    void aGroupNamesItsFragments() {
        CheckpointId cart = new CheckpointId("shop", "s");
        assertThat(group(100, Scheme.mirror(2), 5, 6).keys(cart))
                .extracting(Object::toString)
                .containsExactly("shop/s/1.1.0/0@5", "shop/s/1.1.0/1@6");
    }

    @Test
    void theGroupsOfALayoutAddUpToTheState() {
        Group group = group(100, Scheme.mirror(1), 1);
        assertThat(new Layout(VERSION, "java", "", 200, DIGEST, List.of(group, group), null).length())
                .isEqualTo(200);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Layout(VERSION, "java", "", 101, DIGEST, List.of(group), null))
                .withMessageStartingWith("HF1014");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Layout(VERSION, "java", "", 100, DIGEST, List.of(group), new byte[100]))
                .withMessageStartingWith("HF1014");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Layout(VERSION, "java", "", 5, DIGEST, List.of(), new byte[4]))
                .withMessageStartingWith("HF1014");
    }

    @Test
    void aLayoutSaysItsSchemeAndWhatItStores() {
        Group striped = group(100, Scheme.parity(4, 1), 1, 2, 3, 4, 5);
        Layout layout = new Layout(VERSION, "java", "", 100, DIGEST, List.of(striped), null);
        assertThat(layout.schemeName()).isEqualTo("4+1");
        assertThat(layout.storedBytes()).isEqualTo(5 * 32);
        Layout inline = new Layout(VERSION, "java", "", 3, DIGEST, List.of(), new byte[3]);
        assertThat(inline.schemeName()).isEqualTo("inline");
        assertThat(inline.storedBytes()).isZero();
    }

    @Test
    void aGroupThatStandsTwiceInAStateIsStoredOnce() {
        Group group = group(100, Scheme.mirror(2), 1, 2);
        Layout layout = new Layout(VERSION, "java", "", 200, DIGEST, List.of(group, group), null);
        assertThat(layout.storedBytes()).isEqualTo(2 * 104);
    }

    @Test
    void theSameContentMayHaveAnotherVersionButNothingElse() {
        Layout layout = inline("java", DIGEST, 1);
        assertThat(layout.sameContent(new Layout(VERSION.next(), "java", "", 1, DIGEST, List.of(), new byte[] {1})))
                .isTrue();
        assertThat(layout).isNotEqualTo(new Layout(VERSION.next(), "java", "", 1, DIGEST, List.of(), new byte[] {1}));
        assertThat(layout.sameContent(inline("fory", DIGEST, 1))).isFalse();
        assertThat(layout.sameContent(inline("java", new Digest(1, 3), 1))).isFalse();
        byte[] sealed = new byte[1 + Layout.SEALING];
        assertThat(layout.sameContent(new Layout(VERSION, "java", "k1", 1, DIGEST, List.of(), sealed)))
                .isFalse();
    }

    @Test
    void theDigestStandsForTheBytesBecauseEncryptionNeverGivesTheSameOnes() {
        Layout layout = inline("java", DIGEST, 1);
        assertThat(layout.sameContent(inline("java", DIGEST, 2))).isTrue();
        assertThat(layout).isNotEqualTo(inline("java", DIGEST, 2));
    }

    private static Layout inline(String codec, Digest digest, int value) {
        return new Layout(VERSION, codec, "", 1, digest, List.of(), new byte[] {(byte) value});
    }

    private static Group group(int length, Scheme scheme, int... slots) {
        return new Group(new GroupId(VERSION, 0), DIGEST, length, scheme, slots);
    }
}
