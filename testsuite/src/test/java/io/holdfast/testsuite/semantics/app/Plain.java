// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointSessions;
import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.NotCheckpointed;
import jakarta.ejb.Remove;
import jakarta.ejb.Stateful;
import jakarta.inject.Inject;

/** Without a scope: each instance is a session. */
@Stateful(passivationCapable = false)
@Checkpointed(tolerate = 1)
public class Plain extends Entries {

    @Inject
    private CheckpointSessions sessions;

    /** The id of its session. */
    @NotCheckpointed
    public String id() {
        return sessions.current().orElseThrow().id();
    }

    /** How many losses its session tolerates. */
    @NotCheckpointed
    public int tolerate() {
        return sessions.current().orElseThrow().tolerate();
    }

    /** Ends the bean. */
    @Remove
    public void close() {
        add("closed");
    }

    /** Ends the bean unless it refuses. */
    @Remove(retainIfException = true)
    public void closeUnless(boolean refuses) {
        add("closing");
        if (refuses) {
            throw new Refused("not yet");
        }
    }
}
