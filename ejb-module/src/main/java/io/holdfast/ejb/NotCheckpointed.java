// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** This business method of a {@link Checkpointed} bean changes nothing: no checkpoint is made after it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NotCheckpointed {}
