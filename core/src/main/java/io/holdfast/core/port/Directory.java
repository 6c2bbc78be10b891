// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

import java.util.Map;
import java.util.Optional;

/**
 * Small texts that the whole cluster reads: which applications a member runs, reports of recoveries, the console's
 * credentials. Mirrored like manifests. Not for the path of a call: every method blocks up to the store's time limit
 * and throws {@link StoreException} beyond it. Thread-safe.
 */
public interface Directory {

    /** Writes an entry, over any that stands there. */
    void put(String key, String text);

    /** Writes an entry if none stands there; answers the one that stood there, empty if this one stands now. */
    Optional<String> putIfAbsent(String key, String text);

    /** Removes an entry if it is there. */
    void remove(String key);

    /** All entries whose key begins so, sorted by key. */
    Map<String, String> entries(String prefix);
}
