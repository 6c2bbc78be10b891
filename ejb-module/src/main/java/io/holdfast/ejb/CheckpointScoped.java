// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb;

import jakarta.enterprise.context.NormalScope;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One instance a session, on whichever member the request lands. Over HTTP a cookie carries the session. The scope is
 * active during a request and while a session is reactivated.
 */
@NormalScope
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD})
public @interface CheckpointScoped {}
