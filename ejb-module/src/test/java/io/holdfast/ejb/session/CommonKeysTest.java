// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.core.checkpoint.Keyring;
import io.holdfast.core.memory.MemoryDirectory;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class CommonKeysTest {

    private final MemoryDirectory directory = new MemoryDirectory();

    @Test
    void membersWithTheSameKeysAndMembersWithMoreOfThemGoTogether() {
        CommonKeys.compare(directory, "shop", Keyring.parse(key("a", 1)));
        CommonKeys.compare(directory, "shop", Keyring.parse(key("a", 1) + "," + key("b", 2)));
        CommonKeys.compare(directory, "shop", Keyring.NONE);
        assertThat(directory.entries("")).containsOnlyKeys("key/shop/a", "key/shop/b");
        assertThat(directory.entries("").values()).allMatch(text -> text.matches("[0-9a-f]{16}"));
    }

    @Test
    void aMemberWithAnotherKeyUnderTheSameIdDoesNotStart() {
        CommonKeys.compare(directory, "shop", Keyring.parse(key("a", 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommonKeys.compare(directory, "shop", Keyring.parse(key("a", 2))))
                .withMessageStartingWith("HF3014 encryption key 'a' of application shop is another one here")
                .withMessageNotContaining(key("a", 2).substring(2));
    }

    @Test
    void applicationsHaveKeysOfTheirOwn() {
        CommonKeys.compare(directory, "shop", Keyring.parse(key("a", 1)));
        CommonKeys.compare(directory, "bank", Keyring.parse(key("a", 2)));
        assertThat(directory.entries("")).hasSize(2);
    }

    private static String key(String id, int value) {
        byte[] key = new byte[Keyring.KEY_BYTES];
        key[0] = (byte) value;
        return id + ':' + Base64.getEncoder().encodeToString(key);
    }
}
