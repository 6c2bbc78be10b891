// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.lifecycle;

import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.NotCheckpointed;
import io.holdfast.ejb.session.Binding;
import io.holdfast.ejb.session.LiveSession;
import io.holdfast.ejb.session.Sessions;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;

/** Gives a new bean its captured state, and makes a checkpoint when a business call ends. */
@Interceptor
@Checkpointed
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
public class CheckpointInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient HoldfastNode node;

    /** The container has constructed and injected the bean; its fields become what they were. */
    @PostConstruct
    public void restore(InvocationContext invocation) throws Exception {
        invocation.proceed();
        Object bean = invocation.getTarget();
        if (sessions().restore(session(), bean)) {
            PostActivation.call(bean);
        }
    }

    /** When this returns, the caller's change is as safe as the bean asks for. */
    @AroundInvoke
    public Object checkpoint(InvocationContext invocation) throws Exception {
        LiveSession session = session();
        sessions().enter(session);
        try {
            Object result;
            try {
                result = invocation.proceed();
            } catch (Exception e) {
                if (SystemExceptions.destroysTheBean(e)) {
                    sessions().destroyed(session, invocation.getTarget());
                } else {
                    save(session, invocation);
                }
                throw e;
            }
            save(session, invocation);
            return result;
        } finally {
            sessions().leave(session);
        }
    }

    private void save(LiveSession session, InvocationContext invocation) {
        if (!invocation.getMethod().isAnnotationPresent(NotCheckpointed.class)) {
            sessions().checkpoint(session, invocation.getTarget());
        }
    }

    private Sessions sessions() {
        return node.node().sessions();
    }

    private static LiveSession session() {
        return Binding.current()
                .orElseThrow(() -> new IllegalStateException(
                        "HF3052 a @Checkpointed bean was called outside of its session; call it through injection"))
                .sessionOrOpen();
    }
}
