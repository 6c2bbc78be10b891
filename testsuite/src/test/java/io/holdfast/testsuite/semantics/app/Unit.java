// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBContext;
import jakarta.ejb.Stateless;
import java.util.concurrent.Callable;

/** Makes a transaction around some work. */
@Stateless
public class Unit {

    @Resource
    private EJBContext context;

    /** That commits. */
    public void commits(Callable<?> work) throws Exception {
        work.call();
    }

    /** That rolls back when the work is done. */
    public void rollsBack(Callable<?> work) throws Exception {
        work.call();
        context.setRollbackOnly();
    }

    /** That is doomed before the work begins. */
    public void isDoomed(Callable<?> work) throws Exception {
        context.setRollbackOnly();
        work.call();
    }
}
