// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import jakarta.ejb.SessionSynchronization;
import jakarta.ejb.Stateful;

/** Is told of its transactions by the container. */
@Stateful(passivationCapable = false)
@CheckpointScoped
@Checkpointed
public class Listening extends Entries implements SessionSynchronization {

    @Override
    public void afterBegin() {
        add("begun");
    }

    @Override
    public void beforeCompletion() {
        add("completing");
    }

    @Override
    public void afterCompletion(boolean committed) {
        add(committed ? "committed" : "rolled back");
    }
}
