// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.memory;

import io.holdfast.core.port.Clock;
import io.holdfast.core.port.ClockContract;

final class SystemClockTest extends ClockContract {

    @Override
    protected Clock clock() {
        return new SystemClock();
    }
}
