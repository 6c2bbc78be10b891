// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import jakarta.annotation.Resource;
import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateful;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.concurrent.Future;

/** With the defaults: COMMIT and KEEP. */
@Stateful(passivationCapable = false)
@CheckpointScoped
@Checkpointed
public class Kept extends Entries {

    @Inject
    private Partner partner;

    @Resource
    private SessionContext context;

    /** Needs a transaction, and begins one if there is none. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public void required(String entry) {
        add(entry);
    }

    /** Begins one in any case. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void requiresNew(String entry) {
        add(entry);
    }

    /** Needs one of the caller. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void mandatory(String entry) {
        add(entry);
    }

    /** Takes one of the caller if there is one. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public void supports(String entry) {
        add(entry);
    }

    /** Leaves it behind. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void notSupported(String entry) {
        add(entry);
    }

    /** Refuses one. */
    @TransactionAttribute(TransactionAttributeType.NEVER)
    public void never(String entry) {
        add(entry);
    }

    /** Marks its transaction for rollback. */
    public void addAndRollBack(String entry) {
        add(entry);
        context.setRollbackOnly();
    }

    /** An application exception. */
    public void addAndRefuse(String entry) {
        add(entry);
        throw new Refused("refused " + entry);
    }

    /** An application exception that rolls back. */
    public void addAndWithdraw(String entry) {
        add(entry);
        throw new Withdrawn("withdrawn " + entry);
    }

    /** A system exception. */
    public void addAndFail(String entry) {
        add(entry);
        throw new IllegalStateException("failed " + entry);
    }

    /** Calls another bean of the session. */
    public void addToBoth(String entry) {
        partner.add(entry);
        add(entry);
        partner.add(entry + "'");
    }

    /** The same without a transaction. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void addToBothWithoutTransaction(String entry) {
        partner.notSupported(entry);
        add(entry);
        partner.notSupported(entry + "'");
    }

    /** On another thread. */
    @Asynchronous
    public Future<Integer> addLater(String entry) {
        return new AsyncResult<>(add(entry));
    }

    /** What nobody can serialize is returned. */
    public Thread addAndReturnThread(String entry) {
        add(entry);
        return new Thread(() -> {});
    }
}
