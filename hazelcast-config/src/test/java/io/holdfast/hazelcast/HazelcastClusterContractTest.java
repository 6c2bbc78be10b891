// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import io.holdfast.core.port.ClusterContract;
import io.holdfast.core.port.Grid;
import org.junit.jupiter.api.AfterEach;

/** The contract of the cluster, on real members that come and go. */
class HazelcastClusterContractTest extends ClusterContract {

    private final Members members = new Members();

    @AfterEach
    void end() {
        members.close();
    }

    @Override
    protected Grid join(String name) {
        return members.join(name).grid();
    }

    @Override
    protected void crash(Grid member) {
        members.instance(member.cluster().view().self()).getLifecycleService().terminate();
    }

    @Override
    protected void leave(Grid member) {
        members.instance(member.cluster().view().self()).shutdown();
    }

    @Override
    protected void settle() {
        members.settle();
    }
}
