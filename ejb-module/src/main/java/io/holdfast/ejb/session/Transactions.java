// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The transaction of the calling thread. Thread-safe. */
@SuppressWarnings(
        "BanJNDI") // a fixed name, answered by the server itself; no @Resource, which fails in some placements
final class Transactions {

    private volatile TransactionSynchronizationRegistry registry;

    /** The session's part in the transaction, if there are both. */
    Optional<Enlistment> current(LiveSession session) {
        TransactionSynchronizationRegistry transactions = registry();
        return transactions.getTransactionKey() == null
                ? Optional.empty()
                : Optional.ofNullable((Enlistment) transactions.getResource(session));
    }

    /** The session's part in the transaction, which begins if it is active and the session has no part in it yet. */
    Optional<Enlistment> enlist(LiveSession session, Supplier<Enlistment> begin) {
        Optional<Enlistment> enlisted = current(session);
        int status = registry().getTransactionStatus();
        if (enlisted.isPresent() || (status != Status.STATUS_ACTIVE && status != Status.STATUS_MARKED_ROLLBACK)) {
            return enlisted;
        }
        Enlistment enlistment = begin.get();
        boolean registered = false;
        try {
            registry().registerInterposedSynchronization(enlistment);
            registry().putResource(session, enlistment);
            registered = true;
        } finally {
            if (!registered) {
                session.leave();
            }
        }
        return Optional.of(enlistment);
    }

    private TransactionSynchronizationRegistry registry() {
        TransactionSynchronizationRegistry known = registry;
        if (known == null) {
            try {
                known = InitialContext.doLookup("java:comp/TransactionSynchronizationRegistry");
                registry = known;
            } catch (NamingException e) {
                throw new IllegalStateException("HF3056 the server has no TransactionSynchronizationRegistry", e);
            }
        }
        return known;
    }
}
