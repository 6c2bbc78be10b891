// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.lifecycle;

import io.holdfast.ejb.CheckpointFencedException;
import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.session.LiveSession;
import io.holdfast.ejb.session.Sessions;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.ejb.PostActivate;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;

/**
 * Gives a new bean its captured state, and makes a checkpoint when a business call ends. Each bean has its own, which
 * knows the session of its bean; the container passivates both together.
 */
@Interceptor
@Checkpointed
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
public class CheckpointInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    private String id;
    private transient LiveSession session;

    /** As it was last seen: the container may keep this interceptor and make another instance of what it passivated. */
    private transient Object bean;

    /** Looked up once a bean, not once a call. */
    private transient Sessions sessions;

    /** The container has constructed and injected the bean; its fields become what they were. */
    @PostConstruct
    public void restore(InvocationContext invocation) throws Exception {
        invocation.proceed();
        bean = invocation.getTarget();
        session = sessions().lifeCycle().created(bean);
        id = session.id();
    }

    /** When this returns, the caller's change is as safe as the bean asks for. */
    @AroundInvoke
    public Object checkpoint(InvocationContext invocation) throws Exception {
        return sessions().calls().call(session(invocation.getTarget()), invocation);
    }

    /** The container has made a bean of what it passivated; or has stored a live one, which then is as it was. */
    @PostActivate
    public void activated(InvocationContext invocation) throws Exception {
        if (bean != invocation.getTarget()) {
            session =
                    sessions().lifeCycle().activated(id, invocation.getTarget()).orElse(null);
            bean = invocation.getTarget();
        }
        invocation.proceed();
    }

    /** The container destroys the bean. */
    @PreDestroy
    public void destroying(InvocationContext invocation) throws Exception {
        if (session != null) {
            sessions().lifeCycle().destroying(session, invocation.getTarget());
        }
        invocation.proceed();
    }

    private LiveSession session(Object target) {
        if (session == null || bean != target) {
            session = sessions()
                    .lifeCycle()
                    .activated(id, target)
                    .orElseThrow(() -> new CheckpointFencedException(
                            "HF3042 session " + id + " has just moved or ended; repeat the call", null));
            bean = target;
        }
        return session;
    }

    private Sessions sessions() {
        if (sessions == null) {
            sessions = CDI.current().select(HoldfastNode.class).get().node().sessions();
        }
        return sessions;
    }
}
