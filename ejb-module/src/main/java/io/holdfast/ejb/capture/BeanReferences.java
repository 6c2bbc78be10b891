// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import java.util.Optional;

/** Knows the proxies of the application's checkpointed beans, which are no state of the bean that holds them. */
public interface BeanReferences {

    /** The name of the checkpointed bean that the value is a proxy of; empty if it is an ordinary value. */
    Optional<String> nameOf(Object value);

    /** A proxy of the bean of that name; empty if there is no such bean any more. */
    Optional<Object> proxy(String name);
}
