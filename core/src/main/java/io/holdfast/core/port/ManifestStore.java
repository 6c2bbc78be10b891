// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

import io.holdfast.core.id.CheckpointId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Keeps one manifest for each checkpoint, mirrored on as many members as {@link #copies()} says, and changes it only by
 * compare-and-set.
 *
 * <p>Thread-safe. A method may use the calling thread for the exchange with the cluster, up to the store's own time
 * limit: call it last, after what shall run at the same time was started. A stage fails with
 * {@link StoreException.Refused} if the manifest is certainly unchanged, and with {@link StoreException.Unknown} if the
 * change may or may not have happened; then only reading back can tell. When a change completes normally, all copies
 * have it. The store may retry a lost request by itself, so a compare-and-set whose first try succeeded unseen may
 * answer {@code false}: read back before concluding.
 */
public interface ManifestStore {

    /**
     * Reads the manifest. No answer is older than a change that completed before, unless it comes from a member that was
     * removed from the cluster and does not know yet. It may show a change that has not completed: one that can still be
     * lost with the member that keeps the first copy.
     */
    CompletionStage<Optional<byte[]>> get(CheckpointId id);

    /**
     * Replaces the manifest if it is byte for byte the expected one.
     *
     * @param expected the bytes that must stand there; null if none may stand there
     * @param update the new bytes, not copied
     * @return whether it was replaced
     */
    CompletionStage<Boolean> compareAndSet(CheckpointId id, byte[] expected, byte[] update);

    /** Removes the manifest if it is byte for byte the expected one; answers whether it did. */
    CompletionStage<Boolean> remove(CheckpointId id, byte[] expected);

    /** The checkpoints of all applications whose first copy of the manifest this member keeps. Local memory only. */
    List<CheckpointId> local();

    /** All checkpoints in the cluster; asks every member, so not for the path of a call. Blocks up to the time limit. */
    List<CheckpointId> all();

    /** The id of the member that keeps the first copy of the manifest; empty while nobody does. */
    Optional<String> keeper(CheckpointId id);

    /** On how many members each manifest stands, if the cluster has that many. */
    int copies();
}
