// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import io.holdfast.core.port.ClusterContract;
import io.holdfast.core.port.Grid;

final class SimulatedClusterTest extends ClusterContract {

    private final SteppedCluster cluster = new SteppedCluster(3);

    @Override
    protected Grid join(String name) {
        return cluster.join(name);
    }

    @Override
    protected void crash(Grid member) {
        cluster.crash(member);
    }

    @Override
    protected void leave(Grid member) {
        cluster.leave(member);
    }

    @Override
    protected void settle() {
        cluster.settle();
    }
}
