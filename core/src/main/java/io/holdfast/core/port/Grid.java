// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

import java.util.Objects;

/**
 * All that core needs of the world, as one member sees it.
 *
 * @param fragments keeps fragments
 * @param manifests keeps manifests
 * @param cluster who is there
 * @param clock time
 */
public record Grid(FragmentStore fragments, ManifestStore manifests, Cluster cluster, Clock clock) {

    /** Refuses null. */
    public Grid {
        Objects.requireNonNull(fragments);
        Objects.requireNonNull(manifests);
        Objects.requireNonNull(cluster);
        Objects.requireNonNull(clock);
    }
}
