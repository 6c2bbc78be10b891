// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import java.util.List;

/** Counts for tests of other packages. */
public final class SampleCount {

    private SampleCount() {}

    /** Of these sessions. */
    public static Count of(SessionSummary... sessions) {
        return new Count(List.of(sessions), new Census.Look(1, 9, 2, 0), 0);
    }
}
