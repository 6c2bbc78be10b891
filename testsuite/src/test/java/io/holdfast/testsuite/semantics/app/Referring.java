// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import jakarta.ejb.Stateful;

/** Has another bean of the session in a field that nobody injects. */
@Stateful(passivationCapable = false)
@CheckpointScoped
@Checkpointed
public class Referring extends Entries {

    private Partner other;

    /** Keeps the reference. */
    public void refer(Partner partner) {
        other = partner;
    }

    /** Adds to both. */
    public int addToBoth(String entry) {
        add(entry);
        return other.add(entry);
    }
}
