// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.lifecycle;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.session.Binding;
import io.holdfast.ejb.session.LiveSession;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.annotation.Annotation;
import java.util.Optional;

/** The scope: the beans of the session that the calling thread is bound to. */
final class CheckpointContext implements AlterableContext {

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
        binding().session().ifPresent(session -> session.destroy(contextual));
    }

    private static Binding binding() {
        return Binding.current()
                .orElseThrow(() -> new ContextNotActiveException(
                        "HF3051 @CheckpointScoped is not active on this thread; it is during an HTTP request"));
    }
}
