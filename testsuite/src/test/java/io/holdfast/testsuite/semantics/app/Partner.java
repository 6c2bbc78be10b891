// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import jakarta.ejb.Stateful;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Another bean of the same session. */
@Stateful(passivationCapable = false)
@CheckpointScoped
@Checkpointed
public class Partner extends Entries {

    /** Leaves the transaction behind. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void notSupported(String entry) {
        add(entry);
    }
}
