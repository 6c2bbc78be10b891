// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets the container create beans. The first instance of each bean is created alone: Payara generates classes for it,
 * and two threads that do so at once fail with a {@link LinkageError} (seen with Payara Micro 6.2025.10), just when all
 * orphans of a member are reactivated. Thread-safe.
 */
final class Creation {

    private static final Set<Contextual<?>> CREATED = ConcurrentHashMap.newKeySet();

    private Creation() {}

    static <T> T create(Contextual<T> contextual, CreationalContext<T> creational) {
        if (CREATED.contains(contextual)) {
            return contextual.create(creational);
        }
        synchronized (CREATED) {
            T bean = contextual.create(creational);
            CREATED.add(contextual);
            return bean;
        }
    }
}
