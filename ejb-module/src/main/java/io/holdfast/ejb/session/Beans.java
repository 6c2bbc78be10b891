// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.capture.BeanCapture;
import io.holdfast.ejb.capture.BeanReferences;
import io.holdfast.ejb.capture.Codecs;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The checkpoint-scoped beans of the application, as the extension found them. Thread-safe. */
public final class Beans implements BeanReferences {

    private final Map<String, Bean<?>> byName = new ConcurrentHashMap<>();
    private final Map<String, BeanCapture> captures = new ConcurrentHashMap<>();
    private final List<String> allowed;
    private final Codecs codecs;

    /** With the configured additions to the allow-list of every bean, and the codecs. */
    public Beans(Collection<Bean<?>> beans, List<String> allowed, Codecs codecs) {
        this.allowed = List.copyOf(allowed);
        this.codecs = codecs;
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

    /** What captures and restores an instance's class. */
    public BeanCapture capture(Object instance) {
        Class<?> type = beanClass(instance.getClass());
        return captures.computeIfAbsent(type.getName(), name -> new BeanCapture(type, allowed, codecs, this));
    }

    @Override
    public Optional<String> nameOf(Object value) {
        return value == null ? Optional.empty() : Optional.of(name(value)).filter(byName::containsKey);
    }

    @Override
    public Optional<Object> proxy(String name) {
        return bean(name).map(bean -> {
            BeanManager manager = CDI.current().getBeanManager();
            return manager.getReference(bean, bean.getBeanClass(), manager.createCreationalContext(bean));
        });
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
