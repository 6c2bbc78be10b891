// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb;

import io.holdfast.ejb.lifecycle.HoldfastNode;
import io.holdfast.ejb.session.Binding;
import io.holdfast.ejb.session.LiveSession;
import io.holdfast.ejb.session.Node;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The sessions of this application, for what {@code @Inject} of a checkpoint-scoped bean does not do: messages,
 * WebSocket, batch, tests, and plain stateful beans. Thread-safe.
 *
 * <p>A session is named by its id. Who has the id has the session: treat it as a password.
 */
@ApplicationScoped
public class CheckpointSessions {

    @Inject
    private HoldfastNode holdfast;

    /**
     * Opens a session for checkpoint-scoped beans, without binding it to the calling thread. It is in the cluster after
     * its first checkpoint.
     */
    public SessionInfo open() {
        return info(node().sessions().open());
    }

    /**
     * Opens a session with one plain stateful bean.
     *
     * @throws IllegalArgumentException if the class is no such bean
     */
    public <T> SessionReference<T> open(Class<T> bean) {
        LiveSession session = node().sessions().open(bean);
        return new SessionReference<>(session.id(), node().instance(session, bean));
    }

    /**
     * Brings the session to this member if it is elsewhere.
     *
     * @return empty if the cluster does not know it, or its checkpoint is lost
     * @throws CheckpointFencedException if other members fight for it
     * @throws CheckpointIndeterminateException if the cluster does not answer
     */
    public Optional<SessionInfo> resume(String id) {
        return live(id).map(this::info);
    }

    /**
     * The plain stateful bean of a session, brought to this member if it is elsewhere. References to it on the member
     * where it was are stale then: calls on them fail with {@code jakarta.ejb.NoSuchEJBException} or
     * {@link CheckpointFencedException}.
     *
     * @return empty if the cluster does not know it, or its checkpoint is lost
     * @throws IllegalArgumentException if the class is no such bean
     */
    public <T> Optional<SessionReference<T>> resume(String id, Class<T> bean) {
        return live(id).map(session -> new SessionReference<>(id, node().instance(session, bean)));
    }

    /**
     * Does something in a session, brought to this member if it is elsewhere: {@code @Inject}ed checkpoint-scoped beans
     * are those of the session meanwhile, on this thread.
     *
     * @return what the work returned
     * @throws UnknownSessionException if the cluster does not know it, or its checkpoint is lost
     * @throws CheckpointFailedException also if a transaction of the work was committed and its checkpoint was not
     *     published; likewise the two other exceptions of checkpoints
     * @throws Exception what the work throws
     */
    public <T> T run(String id, Callable<T> work) throws Exception {
        return node().run(id, null, work);
    }

    /**
     * The same with an idempotency key: calls that were applied in an earlier run with this key are answered with their
     * results and not applied again, also after a failover.
     *
     * @param key 1 to 128 visible ASCII characters, chosen by the caller, the same for each try of the same work
     */
    public <T> T run(String id, String key, Callable<T> work) throws Exception {
        return node().run(id, key, work);
    }

    /**
     * The session of the current request, run or business call; empty if there is none yet. A session that lives
     * elsewhere is fetched first.
     */
    public Optional<SessionInfo> current() {
        return Binding.current().flatMap(Binding::session).map(this::info);
    }

    /**
     * Ends the current session: its beans are destroyed, its checkpoint is removed from the cluster. Without one,
     * nothing happens.
     *
     * @throws CheckpointIndeterminateException if the cluster does not answer
     */
    public void end() {
        Binding.current().ifPresent(binding -> {
            binding.session().ifPresent(node().sessions()::end);
            binding.ended();
        });
    }

    /** Ends a session. One that the cluster does not know is ended already. */
    public void end(String id) {
        live(id).ifPresent(node().sessions()::end);
    }

    /** The name of the member that answers. */
    public String memberName() {
        return node().memberName();
    }

    private Optional<LiveSession> live(String id) {
        try {
            return node().sessions().resume(id);
        } catch (UnknownSessionException lost) {
            return Optional.empty();
        }
    }

    private SessionInfo info(LiveSession session) {
        return session.info(memberName());
    }

    private Node node() {
        return holdfast.node();
    }
}
