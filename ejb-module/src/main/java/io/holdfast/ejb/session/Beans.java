// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.layout.Scheme;
import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.capture.AllowList;
import io.holdfast.ejb.capture.BeanCapture;
import io.holdfast.ejb.capture.BeanReferences;
import io.holdfast.ejb.capture.Codecs;
import io.holdfast.ejb.capture.ValueCodec;
import jakarta.ejb.Stateful;
import jakarta.ejb.StatefulTimeout;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The checkpointed beans of the application, as the extension found them, and what each asks for. Thread-safe. */
public final class Beans implements BeanReferences {

    /** A {@code @StatefulTimeout} that never comes. */
    private static final Duration NEVER = Duration.ofSeconds(-1);

    private final Map<String, Bean<?>> byName = new ConcurrentHashMap<>();
    private final Map<String, BeanCapture> captures = new ConcurrentHashMap<>();
    private final Map<String, Callbacks> callbacks = new ConcurrentHashMap<>();
    private final Map<BusinessMethod, CallRules> rules = new ConcurrentHashMap<>();
    private final List<String> allowed;
    private final Codecs codecs;
    private final int tolerate;

    /**
     * Of that application.
     *
     * @param allowed the configured additions to the allow-list of every bean
     * @param codecs the codecs
     * @param tolerate how many lost members a bean tolerates that does not say
     */
    public Beans(Collection<Bean<?>> beans, List<String> allowed, Codecs codecs, int tolerate) {
        this.allowed = List.copyOf(allowed);
        this.codecs = codecs;
        this.tolerate = tolerate;
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

    /** The name of a bean, if it is one of these. */
    Optional<String> nameOfBean(Contextual<?> contextual) {
        return byName.entrySet().stream()
                .filter(entry -> entry.getValue().equals(contextual))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The bean of a class, if it is a plain one: each of its instances is a session. */
    <T> Bean<T> plain(Class<T> type) {
        Bean<?> bean = byName.get(type.getName());
        if (bean == null || isScoped(bean)) {
            throw new IllegalArgumentException("HF3054 " + type.getName()
                    + " is no plain checkpointed bean; it must be @Stateful and @Checkpointed without a scope");
        }
        @SuppressWarnings("unchecked") // byName has beans under their own classes
        Bean<T> typed = (Bean<T>) bean;
        return typed;
    }

    /** What captures and restores an instance's class. */
    BeanCapture capture(Object instance) {
        Class<?> type = beanClass(instance.getClass());
        return captures.computeIfAbsent(type.getName(), name -> new BeanCapture(type, allowed, codecs, this));
    }

    @Override
    public Optional<String> nameOf(Object value) {
        return value == null
                ? Optional.empty()
                : Optional.of(name(value))
                        .filter(name -> bean(name).filter(Beans::isScoped).isPresent());
    }

    @Override
    public Optional<Object> proxy(String name) {
        return bean(name).map(bean -> {
            BeanManager manager = CDI.current().getBeanManager();
            return manager.getReference(bean, bean.getBeanClass(), manager.createCreationalContext(bean));
        });
    }

    /**
     * A method of a bean; beans may have inherited the same one.
     *
     * @param bean the bean's class
     * @param method of it or of a superclass
     */
    record BusinessMethod(Class<?> bean, Method method) {}

    BusinessMethod businessMethod(Object instance, Method method) {
        return new BusinessMethod(beanClass(instance.getClass()), method);
    }

    /** The codec of what a business method returns. */
    ValueCodec results(BusinessMethod called) {
        AllowList list = new AllowList(called.bean(), List.of(called.method().getGenericReturnType()), allowed);
        return new ValueCodec(called.bean().getClassLoader(), list);
    }

    /** What a business method of an instance asks for. */
    CallRules rules(Object instance, Method method) {
        return rules.computeIfAbsent(
                businessMethod(instance, method), asked -> CallRules.of(asked.bean(), asked.method()));
    }

    /** Captures an instance, with its callbacks if it wants them. */
    byte[] bytes(Object instance) {
        BeanCapture capture = capture(instance);
        Checkpointed asked = beanClass(instance.getClass()).getAnnotation(Checkpointed.class);
        if (asked == null || !asked.passivate()) {
            return capture.capture(instance);
        }
        callbacks(instance).prePassivate(instance);
        try {
            return capture.capture(instance);
        } finally {
            callbacks(instance).postActivate(instance);
        }
    }

    /** An instance has its captured state. */
    void activated(Object instance) {
        callbacks(instance).postActivate(instance);
    }

    private Callbacks callbacks(Object instance) {
        Class<?> type = beanClass(instance.getClass());
        return callbacks.computeIfAbsent(type.getName(), name -> new Callbacks(type));
    }

    /** Whether the container destroys the instance when it throws a system exception: enterprise beans are. */
    boolean isEnterprise(Object instance) {
        return beanClass(instance.getClass()).isAnnotationPresent(Stateful.class);
    }

    /** How long the bean of that name may be idle before it is removed; negative for ever; empty if it does not say. */
    Optional<Duration> timeout(String name) {
        return bean(name)
                .map(bean -> bean.getBeanClass().getAnnotation(StatefulTimeout.class))
                .map(timeout -> timeout.value() < 0
                        ? NEVER
                        : Duration.of(timeout.value(), timeout.unit().toChronoUnit()));
    }

    /** What all sessions of checkpoint-scoped beans are protected with: what the most demanding bean asks for. */
    Protection scoped() {
        return protection(byName.values().stream().filter(Beans::isScoped).toList());
    }

    /** What a session is protected with that holds these beans. */
    Protection protection(Collection<String> names) {
        List<Bean<?>> plain = names.stream()
                .<Bean<?>>map(byName::get)
                .filter(bean -> bean != null && !isScoped(bean))
                .toList();
        return plain.size() == names.size() && !plain.isEmpty() ? protection(plain) : scoped();
    }

    /** The schemes that beans pin, by the names of their classes. */
    Map<String, String> pinned() {
        Map<String, String> pinned = new TreeMap<>();
        byName.forEach((name, bean) -> Optional.ofNullable(bean.getBeanClass().getAnnotation(Checkpointed.class))
                .map(Checkpointed::scheme)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> pinned.put(name, Scheme.parse(text).toString())));
        return pinned;
    }

    /** The most that any bean of the application tolerates. */
    int highestTolerate() {
        return protection(List.copyOf(byName.values())).tolerate();
    }

    private Protection protection(List<? extends Bean<?>> beans) {
        List<Checkpointed> asked = beans.stream()
                .map(bean -> bean.getBeanClass().getAnnotation(Checkpointed.class))
                .filter(annotation -> annotation != null)
                .toList();
        int most = asked.stream()
                .mapToInt(annotation -> annotation.tolerate() == 0 ? tolerate : annotation.tolerate())
                .max()
                .orElse(tolerate);
        Optional<Scheme> scheme = asked.stream()
                .map(Checkpointed::scheme)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(Scheme::parse);
        return new Protection(most, scheme);
    }

    private static boolean isScoped(Bean<?> bean) {
        return bean.getScope() == CheckpointScoped.class;
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
