// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How this field of a {@link Checkpointed} bean was called in earlier versions of its class: a session that was captured
 * by one of them is restored with its value. The bean then has it under the new name only, so members of the earlier
 * version restore such a session without it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface FormerName {

    /** The earlier names. */
    String[] value();
}
