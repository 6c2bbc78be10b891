// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotKeysTest {

    private static final int COUNT = 271;

    private final SlotKeys keys = new SlotKeys(COUNT, SlotKeysTest::partition);

    @Test
    void everySlotHasAKeyOfItsPartition() {
        for (int slot = 0; slot < COUNT; slot++) {
            String place = keys.place("shop/s1/1.2.3/4", slot);
            assertThat(place).startsWith("shop/s1/1.2.3/4@");
            assertThat(partition(place.substring(place.indexOf('@') + 1))).isEqualTo(slot);
        }
    }

    @Test
    void aPlaceLeadsBackToItsSlot() {
        IntStream.range(0, COUNT)
                .forEach(slot -> assertThat(keys.slotOf(keys.place("", slot).substring(1)))
                        .hasValue(slot));
    }

    @Test
    void aTextThatIsNoSlotKeyHasNoSlot() {
        assertThat(keys.slotOf("")).isEmpty();
        assertThat(keys.slotOf("no slot key")).isEmpty();
    }

    @Test
    void allMembersFindTheSameKeys() {
        SlotKeys other = new SlotKeys(COUNT, SlotKeysTest::partition);
        IntStream.range(0, COUNT)
                .forEach(slot -> assertThat(other.place("x", slot)).isEqualTo(keys.place("x", slot)));
    }

    @Test
    void keysAreShort() {
        IntStream.range(0, COUNT)
                .forEach(slot -> assertThat(keys.place("", slot)).hasSizeLessThanOrEqualTo(4));
    }

    private static int partition(String key) {
        return Math.floorMod(key.hashCode() * 0x9E3779B1, COUNT);
    }
}
