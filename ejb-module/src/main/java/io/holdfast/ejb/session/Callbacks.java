// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import jakarta.ejb.PostActivate;
import jakarta.ejb.PrePassivate;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code @PrePassivate} and {@code @PostActivate} methods of a bean class, superclass first. Thread-safe. */
final class Callbacks {

    private final List<Method> prePassivate;
    private final List<Method> postActivate;

    Callbacks(Class<?> bean) {
        prePassivate = methods(bean, PrePassivate.class);
        postActivate = methods(bean, PostActivate.class);
    }

    void prePassivate(Object bean) {
        prePassivate.forEach(method -> call(method, bean));
    }

    void postActivate(Object bean) {
        postActivate.forEach(method -> call(method, bean));
    }

    /** A method that a subclass overrides is called if the subclass's has the annotation, as the specification says. */
    private static List<Method> methods(Class<?> bean, Class<? extends Annotation> annotation) {
        List<Class<?>> hierarchy = new ArrayList<>();
        for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
            hierarchy.add(0, type);
        }
        Map<String, Method> found = new LinkedHashMap<>();
        for (Class<?> type : hierarchy) {
            List<Method> declared = new ArrayList<>(List.of(type.getDeclaredMethods()));
            declared.sort(Comparator.comparing(Method::getName));
            for (Method method : declared) {
                if (method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers())) {
                    boolean own = Modifier.isPrivate(method.getModifiers());
                    String key = own ? type.getName() + '#' + method.getName() : method.getName();
                    found.remove(key);
                    if (method.isAnnotationPresent(annotation)) {
                        method.setAccessible(true);
                        found.put(key, method);
                    }
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static void call(Method method, Object bean) {
        try {
            method.invoke(bean);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(what(method), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(what(method), e);
        }
    }

    private static String what(Method method) {
        return "HF3085 " + method.getDeclaringClass().getName() + '.' + method.getName() + " could not be called";
    }
}
