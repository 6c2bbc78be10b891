// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.Checkpointed.OnRollback;

/** A superclass with the annotation. */
@Checkpointed(onRollback = OnRollback.RESTORE)
public abstract class Bequest extends Entries {

    /** For the bean. */
    protected Bequest() {}
}
