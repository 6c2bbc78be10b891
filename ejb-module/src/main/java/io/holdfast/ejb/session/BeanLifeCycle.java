// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import jakarta.enterprise.context.spi.Contextual;
import java.util.List;
import java.util.Optional;

/** What becomes of a session when the container creates, activates and destroys its beans. Thread-safe. */
public final class BeanLifeCycle {

    private final Sessions sessions;
    private final Checkpoints checkpoints;
    private final Beans beans;

    BeanLifeCycle(Sessions sessions, Checkpoints checkpoints, Beans beans) {
        this.sessions = sessions;
        this.checkpoints = checkpoints;
        this.beans = beans;
    }

    /**
     * A new instance of a bean was created and gets its captured state, if there is one.
     *
     * @return its session: that for which it was created; for a plain bean that the application created, a new one
     */
    public LiveSession created(Object bean) {
        String name = beans.name(bean);
        LiveSession session = Creation.session().orElseGet(() -> sessions.open(beans.protection(List.of(name))));
        if (!session.runs(name, bean)) {
            throw new IllegalStateException("HF3055 session " + session.id() + " has a " + name
                    + " already, and a session has one of each bean; put the bean into @CheckpointScoped");
        }
        if (restore(session, bean)) {
            beans.activated(bean);
        }
        return session;
    }

    /** Gives a bean the state that was captured last; whether there is one. */
    private boolean restore(LiveSession session, Object bean) {
        Optional<byte[]> record = checkpoints.record(session, beans.name(bean));
        record.ifPresent(bytes -> {
            beans.capture(bean).restore(bean, bytes);
            session.records().taken();
        });
        return record.isPresent();
    }

    /**
     * The container has activated a bean that it had passivated: another instance with the same state, or with that of
     * the last checkpoint where the container does not keep all of it.
     */
    public Optional<LiveSession> activated(String id, Object bean) {
        Optional<LiveSession> session = sessions.here(id);
        session.ifPresent(found -> {
            if (!beans.capture(bean).survivesPassivation()) {
                restore(found, bean);
            }
            found.replaced(beans.name(bean), bean);
        });
        return session;
    }

    /** The container is about to destroy a bean. If its session lives on, the bean was removed, and its state ends. */
    public void destroying(LiveSession session, Object bean) {
        if (!session.isClosed() && session.targets().get(beans.name(bean)) == bean) {
            removed(session, beans.name(bean));
        }
    }

    /** A bean of the session is gone, by {@code @Remove}, its timeout or a system exception: its state ends with it. */
    void removed(LiveSession session, String name) {
        session.stopped(name);
        beans.bean(name).ifPresent(session::forget);
        if (session.beanNames().stream().allMatch(name::equals)
                && session.targets().isEmpty()) {
            sessions.forget(session);
            session.ended();
            checkpoints.end(session);
        } else {
            checkpoints.without(session, name);
        }
    }

    /** Destroys one bean of the session, and its state. */
    public void destroy(LiveSession session, Contextual<?> contextual) {
        beans.nameOfBean(contextual).ifPresent(name -> removed(session, name, contextual));
    }

    void removed(LiveSession session, String name, Contextual<?> contextual) {
        session.stopped(name);
        session.destroy(contextual);
        removed(session, name);
    }
}
