// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.Checkpointed.OnFailure;
import io.holdfast.ejb.Checkpointed.OnRollback;
import io.holdfast.ejb.Checkpointed.Timing;
import io.holdfast.ejb.NotCheckpointed;
import jakarta.ejb.Remove;
import java.lang.reflect.Method;

/**
 * What a business method asks for.
 *
 * @param checkpointed whether it changes the state
 * @param onFailure what becomes of a call without its checkpoint
 * @param onRollback what becomes of the state when the transaction rolls back
 * @param timing when a call in a transaction is checkpointed
 * @param remove whether the bean is removed when it returns
 * @param retain whether it is not when it throws an application exception
 */
record CallRules(
        boolean checkpointed,
        OnFailure onFailure,
        OnRollback onRollback,
        Timing timing,
        boolean remove,
        boolean retain) {

    /** The method's own annotation, else that of the bean's class. A class without one has others that are not. */
    static CallRules of(Class<?> bean, Method method) {
        Checkpointed own = method.getAnnotation(Checkpointed.class);
        Checkpointed asked = own == null ? bean.getAnnotation(Checkpointed.class) : own;
        Remove remove = method.getAnnotation(Remove.class);
        boolean removes = remove != null;
        boolean retains = removes && remove.retainIfException();
        return asked == null || method.isAnnotationPresent(NotCheckpointed.class)
                ? new CallRules(false, OnFailure.FAIL, OnRollback.KEEP, Timing.CALL, removes, retains)
                : new CallRules(true, asked.onFailure(), asked.onRollback(), asked.timing(), removes, retains);
    }

    boolean restores() {
        return onRollback == OnRollback.RESTORE;
    }
}
