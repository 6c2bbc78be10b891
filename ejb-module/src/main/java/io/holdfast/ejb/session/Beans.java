// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.capture.JavaCodec;
import io.holdfast.ejb.capture.StateCodec;
import jakarta.enterprise.inject.spi.Bean;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The checkpoint-scoped beans of the application, as the extension found them. Thread-safe. */
public final class Beans {

    private final Map<String, Bean<?>> byName = new ConcurrentHashMap<>();
    private final Map<String, StateCodec> codecs = new ConcurrentHashMap<>();
    private final List<String> allowed;

    /** With the configured additions to the allow-list of every bean. */
    public Beans(Collection<Bean<?>> beans, List<String> allowed) {
        this.allowed = List.copyOf(allowed);
        beans.forEach(bean -> byName.put(bean.getBeanClass().getName(), bean));
    }

    /** The name under which a bean's record stands: that of its class. */
    public String name(Object instance) {
        return beanClass(instance.getClass()).getName();
    }

    /** The bean of that name. */
    public Optional<Bean<?>> bean(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The codec of an instance's class. */
    public StateCodec codec(Object instance) {
        Class<?> type = beanClass(instance.getClass());
        return codecs.computeIfAbsent(type.getName(), name -> new JavaCodec(type, allowed));
    }

    /** How many members an instance's class wants to survive; 0 if it does not say. */
    public int tolerate(Object instance) {
        Checkpointed annotation = beanClass(instance.getClass()).getAnnotation(Checkpointed.class);
        return annotation == null ? 0 : annotation.tolerate();
    }

    /** The highest tolerance that any bean of the application asks for; 0 if none says. */
    public int highestTolerate() {
        return byName.values().stream()
                .map(bean -> bean.getBeanClass().getAnnotation(Checkpointed.class))
                .mapToInt(annotation -> annotation == null ? 0 : annotation.tolerate())
                .max()
                .orElse(0);
    }

    /** The container may have generated a subclass of the bean's class. */
    private Class<?> beanClass(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (byName.containsKey(c.getName())) {
                return c;
            }
        }
        return type;
    }
}
