// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import io.holdfast.core.port.Clock;
import io.holdfast.core.port.ClockContract;

final class SimulatedClockTest extends ClockContract {

    private final Clock clock = new SteppedCluster(2).join("n1").clock();

    @Override
    protected Clock clock() {
        return clock;
    }
}
