// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateful;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.transaction.UserTransaction;

/** Makes its transactions itself. */
@Stateful(passivationCapable = false)
@CheckpointScoped
@Checkpointed
@TransactionManagement(TransactionManagementType.BEAN)
public class Managed extends Entries {

    @Resource
    private UserTransaction transaction;

    /** Begins, and leaves it open. */
    public void begin() throws Exception {
        transaction.begin();
    }

    /** Commits what another call began. */
    public void commit() throws Exception {
        transaction.commit();
    }

    /** Rolls back what another call began. */
    public void rollback() throws Exception {
        transaction.rollback();
    }

    /** Begins and ends one. */
    public void addInOneCall(String entry, boolean commits) throws Exception {
        transaction.begin();
        add(entry);
        if (commits) {
            transaction.commit();
        } else {
            transaction.rollback();
        }
    }
}
