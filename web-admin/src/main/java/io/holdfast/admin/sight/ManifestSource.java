// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import io.holdfast.core.id.CheckpointId;
import java.util.Map;
import java.util.Set;

/** Reads manifests in pieces, none of which waits for a member that does not answer. Thread-safe. */
public interface ManifestSource {

    /**
     * The manifests of one slot. Blocks while its keeper answers.
     *
     * @throws io.holdfast.core.port.StoreException if it does not in time
     */
    Map<CheckpointId, byte[]> in(int slot);

    /** The ids of the members that have a copy of them, as far as they are known now. */
    Set<String> copiesIn(int slot);
}
