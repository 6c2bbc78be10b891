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

    private final Directory directory;
    private final String application;
    private final Keyring keys;
    private volatile boolean compared;

    /** Keys of a member that runs the application. */
    CommonKeys(Directory directory, String application, Keyring keys) {
        this.directory = directory;
        this.application = application;
        this.keys = keys;
    }

    /**
     * Compares each key with the one that was posted first, and posts it if none was. Does nothing once that has
     * succeeded. Blocks while the grid answers.
     *
     * @throws IllegalArgumentException if a key is another one than in the cluster; the message shows no key
     * @throws io.holdfast.core.port.StoreException if the grid does not answer, or refuses since a majority is missing
     */
    void compare() {
        if (!compared) {
            keys.fingerprints().forEach(this::compare);
            compared = true;
        }
    }

    private void compare(String id, String here) {
        directory
                .putIfAbsent(KEYS + application + '/' + id, here)
                .filter(there -> !there.equals(here))
                .ifPresent(there -> {
                    throw new IllegalArgumentException(
                            "HF3014 encryption key '" + id + "' of application " + application
                                    + " is another one here (fingerprint " + here + ") than in the cluster (" + there
                                    + "); configure the same holdfast.encryption.keys on all members, and a new key under a new id");
                });
    }
}
