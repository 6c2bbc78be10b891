// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.checkpoint.Keyring;
import io.holdfast.core.port.Directory;

/**
 * Finds out whether the members of an application have the same encryption keys: a member with another key under the same
 * id would find every session of the others unreadable. Members post fingerprints, which tell keys apart and are no secret.
 */
final class CommonKeys {

    /** Where members say which keys they have: {@code key/APPLICATION/ID}. */
    private static final String KEYS = "key/";

    private CommonKeys() {}

    /**
     * Posts the fingerprints of keys that nobody posted yet, and compares the others.
     *
     * @throws IllegalArgumentException if a key is another one than in the cluster; the message shows no key
     */
    static void compare(Directory directory, String application, Keyring keys) {
        keys.fingerprints().forEach((id, here) -> directory
                .putIfAbsent(KEYS + application + '/' + id, here)
                .filter(there -> !there.equals(here))
                .ifPresent(there -> {
                    throw new IllegalArgumentException(
                            "HF3014 encryption key '" + id + "' of application " + application
                                    + " is another one here (fingerprint " + here + ") than in the cluster (" + there
                                    + "); configure the same holdfast.encryption.keys on all members, and a new key under a new id");
                }));
    }
}
