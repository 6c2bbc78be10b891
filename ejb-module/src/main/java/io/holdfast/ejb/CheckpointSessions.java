// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb;

import io.holdfast.ejb.lifecycle.HoldfastNode;
import io.holdfast.ejb.session.Binding;
import io.holdfast.ejb.session.LiveSession;
import io.holdfast.ejb.session.Node;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The sessions of this application, for what {@code @Inject} of a checkpoint-scoped bean does not do. Thread-safe. */
@ApplicationScoped
public class CheckpointSessions {

    @Inject
    private HoldfastNode holdfast;

    /**
     * The session of the current request; empty if the request has none yet. A session that lives elsewhere is fetched
     * first.
     */
    public Optional<SessionInfo> current() {
        return Binding.current().flatMap(Binding::session).map(this::info);
    }

    /**
     * Ends the session of the current request: its beans are destroyed, its checkpoint is removed from the cluster.
     * Without one, nothing happens.
     *
     * @throws CheckpointIndeterminateException if the cluster does not answer
     */
    public void end() {
        Binding.current().ifPresent(binding -> {
            binding.session().ifPresent(node().sessions()::end);
            binding.ended();
        });
    }

    /** The name of the member that answers. */
    public String memberName() {
        return node().memberName();
    }

    private SessionInfo info(LiveSession session) {
        return session.info(memberName());
    }

    private Node node() {
        return holdfast.node();
    }
}
