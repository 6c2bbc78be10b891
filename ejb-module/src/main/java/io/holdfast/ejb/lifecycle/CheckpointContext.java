// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.lifecycle;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.session.Binding;
import io.holdfast.ejb.session.LiveSession;
import io.holdfast.ejb.session.Node;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.function.Supplier;

/** The scope: the beans of the session that the calling thread is bound to. */
final class CheckpointContext implements AlterableContext {

    private final Supplier<Node> node;

    /** Of an application whose node is there as soon as the scope is used. */
    CheckpointContext(Supplier<Node> node) {
        this.node = node;
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return CheckpointScoped.class;
    }

    @Override
    public <T> T get(Contextual<T> contextual, CreationalContext<T> creational) {
        return binding().sessionOrOpen().instance(contextual, creational);
    }

    @Override
    public <T> T get(Contextual<T> contextual) {
        Optional<LiveSession> session = binding().session();
        return session.map(found -> found.instance(contextual, null)).orElse(null);
    }

    @Override
    public boolean isActive() {
        return Binding.current().isPresent();
    }

    @Override
    public void destroy(Contextual<?> contextual) {
        binding()
                .session()
                .ifPresent(session -> node.get().sessions().lifeCycle().destroy(session, contextual));
    }

    private static Binding binding() {
        return Binding.current()
                .orElseThrow(
                        () -> new ContextNotActiveException(
                                "HF3051 @CheckpointScoped is not active on this thread; it is during an HTTP request, CheckpointSessions.run and a call of a bean of the session"));
    }
}
