// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Numbers that were captured with a narrower type than their field has now. */
final class Widening {

    private static final Map<Class<?>, Function<Number, Object>> TO = Map.of(
            Short.class, Number::shortValue,
            Integer.class, Number::intValue,
            Long.class, Number::longValue,
            Float.class, Number::floatValue,
            Double.class, Number::doubleValue);

    /** Each type is wider than those before it. */
    private static final List<Class<?>> ORDER =
            List.of(Byte.class, Short.class, Integer.class, Long.class, Float.class, Double.class);

    private Widening() {}

    /** The value as the wrapper type wants it; reflection itself widens for a primitive type. */
    static Object to(Class<?> type, Object value) {
        if (value instanceof Number number
                && !type.isInstance(value)
                && ORDER.indexOf(value.getClass()) >= 0
                && ORDER.indexOf(type) > ORDER.indexOf(value.getClass())) {
            return TO.get(type).apply(number);
        }
        return value;
    }
}
