// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.core.checkpoint.Keyring;
import io.holdfast.core.port.Directory;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CommonKeysTest {

    private final Map<String, String> entries = new TreeMap<>();
    private final Directory directory = new Directory() {
        @Override
        public void put(String key, String text) {
            entries.put(key, text);
        }

        @Override
        public Optional<String> putIfAbsent(String key, String text) {
            return Optional.ofNullable(entries.putIfAbsent(key, text));
        }

        @Override
        public void remove(String key) {
            entries.remove(key);
        }

        @Override
        public Map<String, String> entries(String prefix) {
            return entries;
        }
    };

    @Test
    void membersWithTheSameKeysAndMembersWithMoreOfThemGoTogether() {
        CommonKeys.compare(directory, "shop", Keyring.parse(key("a", 1)));
        CommonKeys.compare(directory, "shop", Keyring.parse(key("a", 1) + "," + key("b", 2)));
        CommonKeys.compare(directory, "shop", Keyring.NONE);
        assertThat(entries).containsOnlyKeys("key/shop/a", "key/shop/b");
        assertThat(entries.values()).allMatch(text -> text.matches("[0-9a-f]{16}"));
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
        assertThat(entries).hasSize(2);
    }

    private static String key(String id, int value) {
        byte[] key = new byte[Keyring.KEY_BYTES];
        key[0] = (byte) value;
        return id + ':' + Base64.getEncoder().encodeToString(key);
    }
}
