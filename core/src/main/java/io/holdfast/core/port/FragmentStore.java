// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

import io.holdfast.core.id.FragmentKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Keeps fragments, each on the member that keeps its slot, <em>without any redundancy of its own</em>: parity and
 * copies are the redundancy. What the keeper of a slot loses is lost.
 *
 * <p>Thread-safe. No method blocks; each stage completes within the store's own time limit. A stage fails with
 * {@link StoreException.Refused} if nothing was changed, and with {@link StoreException.Unknown} if the change may or
 * may not have happened, for all or for some of the keys. The store may retry by itself; all operations are idempotent
 * because a key is never used for other bytes.
 */
public interface FragmentStore {

    /** Stores the fragments. When the stage completes, each is in the memory of its keeper. Arrays are not copied. */
    CompletionStage<Void> putAll(Map<FragmentKey, byte[]> fragments);

    /** Reads one fragment. Empty means: its keeper answered, and does not have it. */
    CompletionStage<Optional<byte[]>> get(FragmentKey key);

    /** Removes the fragments that are there; when the stage completes none of them is. */
    CompletionStage<Void> removeAll(Collection<FragmentKey> keys);

    /** The keys of the fragments that this member keeps. Blocks only on local memory. */
    List<FragmentKey> local();
}
