// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.ejb.CheckpointFailedException;
import io.holdfast.ejb.CheckpointIndeterminateException;
import io.holdfast.ejb.Checkpointed.Timing;
import jakarta.interceptor.InvocationContext;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs business calls of a session's beans. The outermost call on a thread is checkpointed when it ends, with what calls
 * nested in it changed; in a transaction, the transaction is (see {@link Enlistment}). Thread-safe.
 */
public final class Calls {

    private static final Logger LOG = Logger.getLogger("io.holdfast.session");

    private final Sessions sessions;
    private final Checkpoints checkpoints;
    private final Beans beans;
    private final Retries retries;
    private final Transactions transactions = new Transactions();

    Calls(Sessions sessions, Checkpoints checkpoints, Beans beans, SessionRules rules) {
        this.sessions = sessions;
        this.checkpoints = checkpoints;
        this.beans = beans;
        this.retries = new Retries(beans, rules.idempotencyKeys(), rules.largestAnswer());
    }

    /**
     * Runs a call. When this returns outside of a transaction, its change is as safe as the bean asks for.
     *
     * @throws Exception what the bean throws, or an exception of the API
     */
    public Object call(LiveSession session, InvocationContext invocation) throws Exception {
        Binding bound = Binding.enter(session);
        try {
            boolean again = bound.isNested() || transactions.current(session).isPresent();
            sessions.enter(session, again);
            try {
                return entered(session, bound, invocation);
            } finally {
                session.leave();
            }
        } finally {
            bound.leave();
        }
    }

    private Object entered(LiveSession session, Binding bound, InvocationContext invocation) throws Exception {
        Object bean = invocation.getTarget();
        CallRules rules = beans.rules(bean, invocation.getMethod());
        session.used(beans.name(bean));
        Optional<Replies.Place> place =
                rules.checkpointed() && !bound.isNested() ? bound.nextPlace() : Optional.empty();
        if (place.isPresent()) {
            Optional<Replies.Answer> answer = session.records().replies().find(place.orElseThrow());
            if (answer.isPresent()) {
                checkpoints.settle(session);
                return retries.again(answer.orElseThrow(), invocation);
            }
            retries.check(place.orElseThrow());
        }
        enlist(session, rules)
                .filter(transaction -> rules.restores())
                .ifPresent(transaction -> transaction.remember(bean));
        Object result = null;
        Exception thrown = null;
        try {
            result = invocation.proceed();
        } catch (Exception | Error e) {
            if (e instanceof Error || (beans.isEnterprise(bean) && SystemExceptions.destroysTheBean(e))) {
                destroyed(session, bound, bean, e);
                throw e;
            }
            thrown = (Exception) e;
        }
        Changes own = new Changes();
        if (rules.remove() && (thrown == null || !rules.retain())) {
            gone(session, bound, bean);
        } else if (rules.checkpointed()) {
            own.add(beans.name(bean), bean, rules);
            if (place.isPresent()) {
                own.add(retries.answer(place.orElseThrow(), invocation, result, thrown));
            }
        }
        try {
            ended(session, bound, rules, own);
        } catch (RuntimeException failure) {
            if (thrown != null) {
                failure.addSuppressed(thrown);
            }
            throw failure;
        }
        if (thrown != null) {
            throw thrown;
        }
        return result;
    }

    /** What the call changed goes to its transaction, to the call that made it, or into a checkpoint. */
    private void ended(LiveSession session, Binding bound, CallRules rules, Changes own) {
        Optional<Enlistment> transaction = rules.checkpointed() ? enlist(session, rules) : Optional.empty();
        bound.changes().addAll(own);
        if (transaction.isPresent() && rules.timing() == Timing.COMMIT) {
            transaction.orElseThrow().changed(bound.takeChanges());
        } else if (!bound.isNested() && !bound.changes().isEmpty()) {
            commit(session, bound.takeChanges());
        }
    }

    private void commit(LiveSession session, Changes changes) {
        if (session.isEnded()) {
            return;
        }
        try {
            checkpoints.commit(session, changes);
        } catch (CheckpointFailedException | CheckpointIndeterminateException failure) {
            if (changes.mustBeSafe()) {
                throw failure;
            }
            checkpoints.excuse(session);
            LOG.log(
                    Level.WARNING,
                    failure,
                    () -> "HF3083 session " + session.id() + " is unprotected until its next checkpoint");
        } finally {
            sessions.departures().discardIfFenced(session);
        }
    }

    /** After a system exception the container destroys the bean. The caller gets that exception, whatever else fails. */
    private void destroyed(LiveSession session, Binding bound, Object bean, Throwable thrown) {
        try {
            gone(session, bound, bean);
        } catch (RuntimeException failure) {
            thrown.addSuppressed(failure);
        }
    }

    private void gone(LiveSession session, Binding bound, Object bean) {
        String name = beans.name(bean);
        bound.changes().forget(name);
        transactions.current(session).ifPresent(transaction -> transaction.forget(name, bean));
        sessions.lifeCycle().removed(session, name);
        if (session.isEnded()) {
            bound.lost();
        }
    }

    private Optional<Enlistment> enlist(LiveSession session, CallRules rules) {
        return switch (rules.timing()) {
            case CALL -> transactions.current(session);
            case COMMIT ->
                transactions.enlist(session, () -> {
                    sessions.enter(session, true);
                    return new Enlistment(session, sessions, checkpoints, beans);
                });
        };
    }
}
