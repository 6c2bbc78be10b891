// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets the container create beans of a session. The first instance of each bean is created alone: Payara generates
 * classes for it, and two threads that do so at once fail with a {@link LinkageError} (seen with Payara Micro
 * 6.2025.10), just when all orphans of a member are reactivated. Thread-safe.
 */
final class Creation {

    private static final Set<Contextual<?>> CREATED = ConcurrentHashMap.newKeySet();
    private static final ThreadLocal<LiveSession> SESSION = new ThreadLocal<>();

    private Creation() {}

    /** The session for which the calling thread creates a bean. */
    static Optional<LiveSession> session() {
        return Optional.ofNullable(SESSION.get());
    }

    static <T> T create(LiveSession session, Contextual<T> contextual, CreationalContext<T> creational) {
        LiveSession outer = SESSION.get();
        SESSION.set(session);
        try {
            if (CREATED.contains(contextual)) {
                return contextual.create(creational);
            }
            synchronized (CREATED) {
                T bean = contextual.create(creational);
                CREATED.add(contextual);
                return bean;
            }
        } finally {
            if (outer == null) {
                SESSION.remove();
            } else {
                SESSION.set(outer);
            }
        }
    }
}
