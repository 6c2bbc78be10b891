// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import io.holdfast.core.port.FragmentStoreContract;
import io.holdfast.core.port.Grid;

final class SimulatedFragmentStoreTest extends FragmentStoreContract {

    private final SteppedCluster cluster = new SteppedCluster(2);
    private final Grid one = cluster.join("n1");
    private final Grid two = cluster.join("n2");

    SimulatedFragmentStoreTest() {
        cluster.settle();
    }

    @Override
    protected Grid one() {
        return one;
    }

    @Override
    protected Grid two() {
        return two;
    }
}
