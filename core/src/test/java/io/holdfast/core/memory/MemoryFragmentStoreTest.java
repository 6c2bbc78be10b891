// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.memory;

import io.holdfast.core.port.FragmentStoreContract;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Member;

final class MemoryFragmentStoreTest extends FragmentStoreContract {

    private final MemoryCluster cluster = new MemoryCluster(Ensemble.SLOTS, 2);
    private final Grid one = cluster.join(new Member("n1", "n1", "n1", true));
    private final Grid two = cluster.join(new Member("n2", "n2", "n2", true));

    @Override
    protected Grid one() {
        return one;
    }

    @Override
    protected Grid two() {
        return two;
    }
}
