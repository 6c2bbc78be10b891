// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The state of this bean is a checkpoint after each business call: when the call returns, the state survives the loss
 * of {@link #tolerate()} members of the cluster at once, the one that runs the bean included.
 *
 * <p>The state is every field of the class and its superclasses that is not static, transient or injected. The bean must
 * be in {@link CheckpointScoped}.
 */
@InterceptorBinding
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Checkpointed {

    /** How many members at once the state survives; 0 takes the configured {@code holdfast.tolerate}. */
    @Nonbinding
    int tolerate() default 0;
}
