// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.core.checkpoint.Keyring;
import io.holdfast.core.memory.MemoryDirectory;
import io.holdfast.core.port.Directory;
import io.holdfast.core.port.StoreException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CommonKeysTest {

    private final MemoryDirectory directory = new MemoryDirectory();

    @Test
    void membersWithTheSameKeysAndMembersWithMoreOfThemGoTogether() {
        compare("shop", Keyring.parse(key("a", 1)));
        compare("shop", Keyring.parse(key("a", 1) + "," + key("b", 2)));
        compare("shop", Keyring.NONE);
        assertThat(directory.entries("")).containsOnlyKeys("key/shop/a", "key/shop/b");
        assertThat(directory.entries("").values()).allMatch(text -> text.matches("[0-9a-f]{16}"));
    }

    @Test
    void aMemberWithAnotherKeyUnderTheSameIdDoesNotStart() {
        compare("shop", Keyring.parse(key("a", 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compare("shop", Keyring.parse(key("a", 2))))
                .withMessageStartingWith("HF3014 encryption key 'a' of application shop is another one here")
                .withMessageNotContaining(key("a", 2).substring(2));
    }

    @Test
    void applicationsHaveKeysOfTheirOwn() {
        compare("shop", Keyring.parse(key("a", 1)));
        compare("bank", Keyring.parse(key("a", 2)));
        assertThat(directory.entries("")).hasSize(2);
    }

    /** As while too few members of a cluster with a majority are there. */
    @Test
    void aClusterThatRefusesIsAskedAgainAndOneThatAgreedIsNot() {
        AtomicInteger asked = new AtomicInteger();
        Directory refusing = new Directory() {
            @Override
            public Optional<String> putIfAbsent(String key, String text) {
                if (asked.incrementAndGet() == 1) {
                    throw new StoreException.Refused("no majority", null);
                }
                return directory.putIfAbsent(key, text);
            }

            @Override
            public void put(String key, String text) {
                throw new AssertionError(key);
            }

            @Override
            public void remove(String key) {
                throw new AssertionError(key);
            }

            @Override
            public Map<String, String> entries(String prefix) {
                throw new AssertionError(prefix);
            }
        };
        CommonKeys keys = new CommonKeys(refusing, "shop", Keyring.parse(key("a", 1)));
        assertThatExceptionOfType(StoreException.class).isThrownBy(keys::compare);
        keys.compare();
        keys.compare();
        assertThat(asked).hasValue(2);
    }

    private void compare(String application, Keyring keys) {
        new CommonKeys(directory, application, keys).compare();
    }

    private static String key(String id, int value) {
        byte[] key = new byte[Keyring.KEY_BYTES];
        key[0] = (byte) value;
        return id + ':' + Base64.getEncoder().encodeToString(key);
    }
}
