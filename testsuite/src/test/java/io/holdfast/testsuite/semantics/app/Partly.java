// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import jakarta.ejb.Stateful;

/** Only one of its methods is checkpointed. */
@Stateful(passivationCapable = false)
@CheckpointScoped
public class Partly extends Entries {

    /** Is. */
    @Checkpointed
    public void addSafely(String entry) {
        add(entry);
    }
}
