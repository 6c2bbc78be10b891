// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import java.io.Externalizable;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds what of a bean could not be captured, by the types of its fields, of the elements of their collections, and of the
 * fields of those. What an interface or an open class hides shows only when it is captured. For one thread.
 */
public final class FieldCheck {

    private final Class<?> bean;
    private final Predicate<Class<?>> references;
    private final List<String> problems = new ArrayList<>();
    private final Set<Class<?>> seen = new HashSet<>();

    private FieldCheck(Class<?> bean, Predicate<Class<?>> references) {
        this.bean = bean;
        this.references = references;
    }

    /**
     * Checks a bean.
     *
     * @param references knows the types whose values are kept as references
     * @return a message for each problem, with code, class, field and cure
     */
    public static List<String> problems(Class<?> bean, Predicate<Class<?>> references) {
        FieldCheck check = new FieldCheck(bean, references);
        for (Field field : BeanFields.of(bean)) {
            if (!references.test(field.getType())) {
                check.visit(field.getGenericType(), field.getName());
            }
        }
        return check.problems;
    }

    private void visit(Type type, String path) {
        if (type instanceof Class<?> named) {
            visitClass(named, path);
        } else if (type instanceof GenericArrayType array) {
            visit(array.getGenericComponentType(), path);
        } else if (type instanceof WildcardType wildcard) {
            visit(wildcard.getUpperBounds()[0], path);
        } else if (type instanceof ParameterizedType parameterized
                && parameterized.getRawType() instanceof Class<?> raw) {
            visitClass(raw, path);
            if (Collection.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw)) {
                for (Type element : parameterized.getActualTypeArguments()) {
                    visit(element, path);
                }
            }
        }
    }

    private void visitClass(Class<?> type, String path) {
        if (type.isArray()) {
            visitClass(type.getComponentType(), path);
            return;
        }
        if (isRefused(type)) {
            problems.add("HF3010 field " + path + " of bean " + bean.getName() + " is a " + type.getName()
                    + ", which is not serializable: its state would be lost with the member. " + cure(type));
            return;
        }
        if (type.getClassLoader() == null
                || !Serializable.class.isAssignableFrom(type)
                || writesItself(type)
                || !seen.add(type)) {
            return;
        }
        for (Class<?> level = type;
                level != null && Serializable.class.isAssignableFrom(level);
                level = level.getSuperclass()) {
            for (Field field : level.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                    visit(field.getGenericType(), path + " > " + level.getSimpleName() + '.' + field.getName());
                }
            }
        }
    }

    private boolean isRefused(Class<?> type) {
        boolean open = type.isInterface() || Modifier.isAbstract(type.getModifiers()) || type == Object.class;
        return !type.isPrimitive() && !open && !Serializable.class.isAssignableFrom(type);
    }

    private static boolean writesItself(Class<?> type) {
        return type.isEnum()
                || Externalizable.class.isAssignableFrom(type)
                || Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals("writeObject")
                                || method.getName().equals("writeReplace"));
    }

    private String cure(Class<?> type) {
        if (type.getName().startsWith("java.util.Optional")) {
            return "Keep the value itself, or null where there is none";
        }
        return references.test(type)
                ? "Keep a checkpointed bean in a field of its own, not in a collection"
                : "Make the type Serializable, or the field transient or injected";
    }
}
