// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.recovery;

import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Directory;
import java.util.Arrays;
import java.util.List;

/**
 * Takes out of the directory what members said that are gone. Every member may do it, at any time: a member that was only
 * thought to be gone says again what it has to say.
 */
public final class DeadEntries {

    /** What members say of themselves; their id is one of the words between the slashes that follow. */
    private static final List<String> BEGINNINGS =
            List.of("application/", "config/", "distributor/", "drained/", "metrics/");

    private DeadEntries() {}

    /** Sweeps once. Blocks and fails as the directory does. */
    public static void sweep(Directory directory, ClusterView view) {
        for (String key : directory.entries("").keySet()) {
            BEGINNINGS.stream()
                    .filter(key::startsWith)
                    .filter(beginning -> Arrays.stream(
                                    key.substring(beginning.length()).split("/"))
                            .noneMatch(view::has))
                    .forEach(beginning -> directory.remove(key));
        }
    }
}
