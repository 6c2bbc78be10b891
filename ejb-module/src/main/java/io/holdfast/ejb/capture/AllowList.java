// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import java.io.ObjectInputFilter;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The classes that the state of a bean may contain: values and collections of the JDK, the types that the bean's fields
 * name (with their type arguments, permitted subclasses and fields, and so on), and what the configuration adds.
 * Everything else is refused, when it is written and when it is read. Immutable and thread-safe.
 */
public final class AllowList {

    private static final Set<String> JDK_VALUES = Set.of(
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Double",
            "java.lang.Enum",
            "java.lang.Float",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Number",
            "java.lang.Object",
            "java.lang.Record",
            "java.lang.Short",
            "java.lang.String",
            "java.lang.StringBuilder",
            "sun.util.calendar.ZoneInfo"); // what a TimeZone is

    private static final List<String> JDK_PACKAGES = List.of(
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks",
            "java.math",
            "java.time",
            "java.time.chrono");

    /** Each element of an array takes a byte of the stream; but hash tables ask for room before it is filled. */
    private static final int ARRAY_ELEMENTS_A_BYTE = 8;

    private static final int LEAST_ARRAY = 1_024;

    private final Set<String> classes = new HashSet<>();
    private final List<String> packages = new ArrayList<>();

    /**
     * For one bean class.
     *
     * @param configured class names, or packages with {@code .*} at the end
     */
    public AllowList(Class<?> bean, List<String> configured) {
        this(bean, List.of(), configured);
    }

    /**
     * For one bean class and more types, such as those of results.
     *
     * @param configured class names, or packages with {@code .*} at the end
     */
    public AllowList(Class<?> bean, List<? extends Type> more, List<String> configured) {
        for (String pattern : configured) {
            if (pattern.endsWith(".*")) {
                packages.add(pattern.substring(0, pattern.length() - 2));
            } else {
                classes.add(pattern);
            }
        }
        Set<Class<?>> seen = new HashSet<>();
        BeanFields.of(bean).forEach(field -> add(field.getGenericType(), seen));
        more.forEach(type -> add(type, seen));
    }

    /** Whether the class may be part of the state. */
    public boolean allows(Class<?> type) {
        Class<?> plain = type;
        while (plain.isArray()) {
            plain = plain.getComponentType();
        }
        String name = plain.getName();
        return plain.isPrimitive()
                || JDK_VALUES.contains(name)
                || (JDK_PACKAGES.contains(plain.getPackageName()) && plain.getClassLoader() == null)
                || classes.contains(name)
                || packages.stream().anyMatch(allowed -> name.startsWith(allowed + "."));
    }

    /**
     * The list as a filter of Java serialization, which also refuses what is deeper, longer or has more references than
     * a stream of this many bytes can honestly have.
     */
    ObjectInputFilter filter(int streamBytes) {
        return info -> {
            if (info.depth() > DeepStack.LEVELS
                    || info.references() > streamBytes
                    || info.arrayLength() > Math.max(LEAST_ARRAY, (long) streamBytes * ARRAY_ELEMENTS_A_BYTE)) {
                return ObjectInputFilter.Status.REJECTED;
            }
            if (info.serialClass() == null) {
                return ObjectInputFilter.Status.UNDECIDED;
            }
            return allows(info.serialClass()) ? ObjectInputFilter.Status.ALLOWED : ObjectInputFilter.Status.REJECTED;
        };
    }

    private void add(Type type, Set<Class<?>> seen) {
        if (type instanceof ParameterizedType parameterized) {
            add(parameterized.getRawType(), seen);
            for (Type argument : parameterized.getActualTypeArguments()) {
                add(argument, seen);
            }
        } else if (type instanceof GenericArrayType array) {
            add(array.getGenericComponentType(), seen);
        } else if (type instanceof WildcardType wildcard) {
            for (Type bound : wildcard.getUpperBounds()) {
                add(bound, seen);
            }
        } else if (type instanceof Class<?> named) {
            addClass(named, seen);
        }
    }

    private void addClass(Class<?> type, Set<Class<?>> seen) {
        if (type.isArray()) {
            addClass(type.getComponentType(), seen);
            return;
        }
        if (type.isPrimitive() || type.getClassLoader() == null || !seen.add(type)) {
            return;
        }
        classes.add(type.getName());
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                addClass(permitted, seen);
            }
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                classes.add(constant.getClass().getName());
            }
            return;
        }
        if (type.getSuperclass() != null) {
            addClass(type.getSuperclass(), seen);
        }
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                add(field.getGenericType(), seen);
            }
        }
    }
}
