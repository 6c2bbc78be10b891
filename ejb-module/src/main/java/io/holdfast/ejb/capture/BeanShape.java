// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import java.util.List;

/**
 * What a codec knows of a bean.
 *
 * @param bean its class; classes of its state are found by the loader of that
 * @param fields the names of its captured fields, for messages
 * @param allowed the classes that its state may contain
 */
public record BeanShape(Class<?> bean, List<String> fields, AllowList allowed) {

    /** The names do not change. */
    public BeanShape {
        fields = List.copyOf(fields);
    }

    /** A message part: which field of which bean. */
    String field(int index) {
        return "field " + (index < fields.size() ? fields.get(index) : "") + " of bean " + bean.getName();
    }
}
