// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import jakarta.transaction.Transactional;

/** No enterprise bean. */
@CheckpointScoped
@Checkpointed
public class Lasting extends Entries {

    /** In a transaction. */
    @Transactional
    public void addInTransaction(String entry) {
        add(entry);
    }

    /** A runtime exception. */
    public void addAndFail(String entry) {
        add(entry);
        throw new IllegalStateException("failed " + entry);
    }
}
