// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes live beans of a recovered session, before anybody calls them. Thread-safe. */
final class Reactivation {

    private static final Logger LOG = Logger.getLogger("io.holdfast.recovery");

    private final Beans beans;
    private final BeanManager manager;

    Reactivation(Beans beans, BeanManager manager) {
        this.beans = beans;
        this.manager = manager;
    }

    /** Lets the container create every bean of the session; the interceptor gives each its state. */
    void reactivate(LiveSession session, List<String> names) {
        try (Binding bound = Binding.to(session)) {
            for (String name : names) {
                beans.bean(name)
                        .ifPresentOrElse(
                                bean -> create(bound.sessionOrOpen(), bean),
                                () -> LOG.log(
                                        Level.WARNING,
                                        "HF3205 session {0} has a bean {1}, which this version of the application does not know; its state is kept",
                                        new Object[] {session.id(), name}));
            }
        }
    }

    /** The bean of a session, created if it is not there. */
    <T> T create(LiveSession session, Bean<T> bean) {
        T there = session.instance(bean, null);
        if (there != null) {
            return there;
        }
        CreationalContext<T> creational = manager.createCreationalContext(bean);
        return session.instance(bean, creational);
    }
}
