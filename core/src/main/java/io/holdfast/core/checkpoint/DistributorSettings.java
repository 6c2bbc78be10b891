// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.layout.Scheme;
import java.time.Duration;
import java.util.Optional;

/**
 * What the distributor may be told.
 *
 * @param inlineBytes states up to this size stand in the manifest itself; bytes, 0 to 65,536
 * @param largestState a larger state is refused; bytes
 * @param limit how long a commit may take before it is reported as indeterminate
 * @param refuseShortage whether a cluster too small for the asked tolerance refuses the checkpoint instead of storing it
 *     with the tolerance that it can give
 * @param pinned the scheme to use instead of a chosen one
 * @param keys encrypt what is stored
 */
public record DistributorSettings(
        int inlineBytes,
        int largestState,
        Duration limit,
        boolean refuseShortage,
        Optional<Scheme> pinned,
        Keyring keys) {

    /** Inline up to 8 KiB, states up to 16 MiB, 10 seconds, store with what is there, choose the scheme, no encryption. */
    public static final DistributorSettings DEFAULTS =
            new DistributorSettings(8192, 16 << 20, Duration.ofSeconds(10), false, Optional.empty(), Keyring.NONE);

    /** Checks the ranges. */
    public DistributorSettings {
        if (inlineBytes < 0 || inlineBytes > 65_536) {
            throw new IllegalArgumentException("HF1021 inline bytes is " + inlineBytes + ", must be 0 to 65536");
        }
        if (largestState < 1 || largestState > 1 << 30) {
            throw new IllegalArgumentException("HF1022 largest state is " + largestState + ", must be 1 to 2^30 bytes");
        }
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("HF1023 commit limit is " + limit + ", must be longer than nothing");
        }
    }
}
