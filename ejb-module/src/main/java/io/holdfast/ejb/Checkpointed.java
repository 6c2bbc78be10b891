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
 * <p>The state is every field of the class and its superclasses that is not static, transient or injected. The bean is
 * in {@link CheckpointScoped}, or it is a plain stateful session bean, of which each instance is a session of its own
 * (see {@link CheckpointSessions#open(Class)}).
 *
 * <p>On a class: all business methods, except those that are {@link NotCheckpointed}. On a method: that method; if the
 * class does not have the annotation too, no other one. What a method says holds for it instead of what the class says,
 * except {@link #tolerate()}, {@link #scheme()} and {@link #passivate()}, which are the class's.
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

    /** A pinned scheme, as {@code 4+1} or {@code mirror x2}; empty lets the engine choose by {@link #tolerate()}. */
    @Nonbinding
    String scheme() default "";

    /** What becomes of a call whose checkpoint cannot be made. */
    @Nonbinding
    OnFailure onFailure() default OnFailure.FAIL;

    /** What becomes of the state when the transaction rolls back in which it was changed. */
    @Nonbinding
    OnRollback onRollback() default OnRollback.KEEP;

    /** When a call in a transaction is checkpointed. */
    @Nonbinding
    Timing timing() default Timing.COMMIT;

    /**
     * Whether {@code @PrePassivate} is called before each capture, and {@code @PostActivate} after it. Without it,
     * {@code @PostActivate} is called when the bean is reactivated, on whichever member.
     */
    @Nonbinding
    boolean passivate() default false;

    /** What becomes of a call whose checkpoint cannot be made. */
    enum OnFailure {
        /** The caller gets an exception, a transaction is rolled back. */
        FAIL,
        /** The call passes, unprotected until the next checkpoint, and a warning is logged. */
        WARN
    }

    /** What becomes of the state when its transaction rolls back. */
    enum OnRollback {
        /** The bean keeps its fields, as stateful session beans do, and they are checkpointed as they are. */
        KEEP,
        /** The fields become what they were when the bean was first called in the transaction. Not with CALL. */
        RESTORE
    }

    /** When a call in a transaction is checkpointed. Calls without a transaction are when they end. */
    enum Timing {
        /** When the transaction commits: once for all its calls and beans, and not at all if it rolls back. */
        COMMIT,
        /**
         * When the call ends, whatever becomes of the transaction. One round trip less, and every failure is an
         * exception of the call: for beans that change nothing but themselves.
         */
        CALL
    }
}
