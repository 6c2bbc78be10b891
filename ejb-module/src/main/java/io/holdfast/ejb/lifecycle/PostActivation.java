// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.lifecycle;

import jakarta.ejb.PostActivate;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Calls the {@code @PostActivate} methods of a bean that was reactivated, superclass first. */
final class PostActivation {

    private PostActivation() {}

    static void call(Object bean) throws Exception {
        call(bean, bean.getClass());
    }

    private static void call(Object bean, Class<?> type) throws Exception {
        if (type == null) {
            return;
        }
        call(bean, type.getSuperclass());
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(PostActivate.class) && method.getParameterCount() == 0) {
                method.setAccessible(true);
                try {
                    method.invoke(bean);
                } catch (InvocationTargetException e) {
                    if (e.getCause() instanceof Exception cause) {
                        throw cause;
                    }
                    throw e;
                }
            }
        }
    }
}
