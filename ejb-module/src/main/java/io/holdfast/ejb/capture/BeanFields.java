// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The fields that are the conversational state of a bean: those of the whole class hierarchy that are not static, not
 * transient and not injected. Also what the container generated above the bean's class is walked over, so a generated
 * subclass gives the same fields.
 */
public final class BeanFields {

    private static final Set<String> INJECTED = Set.of(
            "jakarta.inject.Inject",
            "jakarta.ejb.EJB",
            "jakarta.annotation.Resource",
            "jakarta.persistence.PersistenceContext",
            "jakarta.persistence.PersistenceUnit",
            "jakarta.xml.ws.WebServiceRef");

    private BeanFields() {}

    /** The fields, superclass first, made accessible. The order is that of the class files. */
    public static List<Field> of(Class<?> bean) {
        List<Field> fields = new ArrayList<>();
        if (bean.getSuperclass() != null) {
            fields.addAll(of(bean.getSuperclass()));
        }
        for (Field field : bean.getDeclaredFields()) {
            if (isState(field)) {
                field.setAccessible(true);
                fields.add(field);
            }
        }
        return fields;
    }

    private static boolean isState(Field field) {
        return !Modifier.isStatic(field.getModifiers())
                && !Modifier.isTransient(field.getModifiers())
                && !field.isSynthetic()
                && Arrays.stream(field.getAnnotations())
                        .map(Annotation::annotationType)
                        .noneMatch(type -> INJECTED.contains(type.getName()));
    }

    /** How the fields are named in a record: by their names, and where the hierarchy has one twice, with the class. */
    static List<String> names(List<Field> fields) {
        return fields.stream()
                .map(field -> fields.stream()
                                        .filter(other -> other.getName().equals(field.getName()))
                                        .count()
                                == 1
                        ? field.getName()
                        : field.getDeclaringClass().getName() + '#' + field.getName())
                .toList();
    }
}
