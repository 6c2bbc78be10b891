// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.NotCheckpointed;
import jakarta.ejb.Stateful;

/** The container may passivate it, and does not keep what its superclass has, which is not serializable. */
@Stateful
@CheckpointScoped
@Checkpointed
public class Stowed extends Entries {

    private String own = "";
    private transient boolean marked;

    /** Adds to the state of both classes. */
    @Override
    public int add(String entry) {
        own += entry;
        return super.add(entry);
    }

    /** Marks this instance; another one with the same state has no mark. */
    @NotCheckpointed
    public void mark() {
        marked = true;
    }

    /** Whether this is the instance that was marked. */
    @NotCheckpointed
    public boolean isMarked() {
        return marked;
    }

    /** Its own state. */
    @NotCheckpointed
    public String own() {
        return own;
    }
}
