// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import io.holdfast.core.layout.Group;
import io.holdfast.core.port.ClusterView;

/** What is known of the fragments of one session. */
interface Evidence {

    /** What is known of fragment {@code index} of the group. */
    FragmentSight of(Group group, int index);

    /**
     * What the cluster view alone tells: a fragment whose slot has a keeper is taken to be there. A slot that was lost
     * with its keeper has a new, empty one soon, so a fragment that is gone is not seen until its owner stores it again.
     */
    static Evidence ofView(ClusterView view) {
        return (group, index) ->
                view.keeper(group.slot(index)).isPresent() ? FragmentSight.VALID : FragmentSight.MISSING;
    }
}
