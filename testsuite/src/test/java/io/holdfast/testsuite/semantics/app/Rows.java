// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointSessions;
import io.holdfast.ejb.SessionReference;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Each method plays one row of a table, and tells what is seen. */
@RequestScoped
public class Rows {

    @Inject
    private CheckpointSessions sessions;

    @Inject
    private Elsewhere elsewhere;

    @Inject
    private Stage stage;

    @Inject
    private Unit unit;

    @Inject
    private Kept kept;

    @Inject
    private Partner partner;

    @Inject
    private Restored restored;

    @Inject
    private Prompt prompt;

    @Inject
    private Lenient lenient;

    @Inject
    private Managed managed;

    @Inject
    private Listening listening;

    @Inject
    private Lasting lasting;

    @Inject
    private Partly partly;

    @Inject
    private Heir heir;

    @Inject
    private Sleeper sleeper;

    @Inject
    private Fleeting fleeting;

    @Inject
    private Referring referring;

    @Inject
    private Stowed stowed;

    @Inject
    private Instance<Plain> plains;

    /** The caller has no transaction. */
    public Map<String, Object> required() throws Exception {
        return stage.run(() -> done(() -> kept.required("a")))
                .look("kept", kept)
                .seen();
    }

    /** The caller's transaction rolls back, the bean's own has committed. */
    public Map<String, Object> requiresNew() throws Exception {
        return stage.run(() -> done(() -> unit.rollsBack(() -> done(() -> kept.requiresNew("a")))))
                .look("kept", kept)
                .seen();
    }

    /** In the caller's transaction. */
    public Map<String, Object> mandatory() throws Exception {
        return stage.run(() -> done(() -> unit.commits(() -> {
                    kept.mandatory("a");
                    return stage.see("sequence.within", stage.sequence());
                })))
                .look("kept", kept)
                .seen();
    }

    /** With the caller's transaction and without. */
    public Map<String, Object> supports() throws Exception {
        return stage.run(() -> {
                    kept.supports("a");
                    stage.see("sequence.without", stage.sequence());
                    unit.commits(() -> {
                        kept.supports("b");
                        return stage.see("sequence.within", stage.sequence());
                    });
                    return stage.see("sequence.after", stage.sequence());
                })
                .look("kept", kept)
                .seen();
    }

    /** While the caller's transaction, which rolls back, is suspended. */
    public Map<String, Object> notSupported() throws Exception {
        return stage.run(() -> done(() -> unit.rollsBack(() -> {
                    kept.notSupported("a");
                    return stage.see("sequence.within", stage.sequence());
                })))
                .look("kept", kept)
                .seen();
    }

    /** Without one. */
    public Map<String, Object> never() throws Exception {
        return stage.run(() -> done(() -> kept.never("a"))).look("kept", kept).seen();
    }

    /** Three calls of two beans. */
    public Map<String, Object> several() throws Exception {
        return stage.run(() -> {
                    kept.add("a");
                    stage.see("sequence.before", stage.sequence());
                    unit.commits(() -> {
                        kept.add("b");
                        partner.add("b");
                        kept.add("c");
                        return stage.see("sequence.within", stage.sequence());
                    });
                    return stage.see("sequence.after", stage.sequence());
                })
                .look("kept", kept)
                .look("partner", partner)
                .seen();
    }

    /** KEEP. */
    public Map<String, Object> rollbackKeep() throws Exception {
        return stage.run(() -> done(() -> unit.rollsBack(() -> kept.add("a"))))
                .look("kept", kept)
                .seen();
    }

    /** RESTORE. */
    public Map<String, Object> rollbackRestore() throws Exception {
        return stage.run(() -> {
                    restored.add("a");
                    stage.see("sequence.before", stage.sequence());
                    unit.rollsBack(() -> restored.add("b"));
                    return stage.see("sequence.after", stage.sequence());
                })
                .look("restored", restored)
                .seen();
    }

    /** RESTORE, in a transaction that was marked before the call. */
    public Map<String, Object> doomedRestore() throws Exception {
        return stage.run(() -> {
                    restored.add("a");
                    unit.isDoomed(() -> restored.add("b"));
                    return null;
                })
                .look("restored", restored)
                .seen();
    }

    /** RESTORE and KEEP in one transaction. */
    public Map<String, Object> rollbackBoth() throws Exception {
        return stage.run(() -> done(() -> unit.rollsBack(() -> restored.add("a") + kept.add("a"))))
                .look("restored", restored)
                .look("kept", kept)
                .seen();
    }

    /** The bean marks it. */
    public Map<String, Object> setRollbackOnly() throws Exception {
        return stage.run(() -> done(() -> kept.addAndRollBack("a")))
                .look("kept", kept)
                .seen();
    }

    /** CALL. */
    public Map<String, Object> timingCall() throws Exception {
        return stage.run(() -> done(() -> unit.rollsBack(() -> {
                    prompt.add("a");
                    return stage.see("sequence.within", stage.sequence());
                })))
                .look("prompt", prompt)
                .seen();
    }

    /** Its fragments cannot be sent. */
    public Map<String, Object> failedDistribution() throws Exception {
        return stage.run(() -> kept.add("a"))
                .run(() -> done(() -> unit.commits(() -> {
                    kept.addTooMuch("b");
                    return restored.add("b");
                })))
                .run(() -> done(() -> stage.see("restored", restored.entries().size())))
                .seen();
    }

    /** The same for a bean that restores: it is as before, and goes on. */
    public Map<String, Object> failedDistributionRestored() throws Exception {
        stage.run(() -> restored.add("a")).run(() -> done(() -> restored.addTooMuch("b")));
        stage.see("first.error", String.valueOf(stage.seen().get("error")));
        return stage.run(() -> restored.add("c")).look("restored", restored).seen();
    }

    /** WARN. */
    public Map<String, Object> failedDistributionWarn() throws Exception {
        stage.run(() -> lenient.add("a")).run(() -> done(() -> lenient.addTooMuch("b")));
        stage.see("first.error", String.valueOf(stage.seen().get("error")));
        return stage.run(() -> done(lenient::lighten)).look("lenient", lenient).seen();
    }

    /** Without a transaction. */
    public Map<String, Object> failedWithoutTransaction() throws Exception {
        return stage.run(() -> done(() -> lasting.addTooMuch("a"))).seen();
    }

    /** Another member takes the session between the fragments and the manifest. */
    public Map<String, Object> fencedAfterCommit() throws Exception {
        stage.run(() -> kept.add("a"))
                .run(() -> done(() -> unit.commits(() -> {
                    kept.add("b");
                    elsewhere.takeBeforeCommit(stage.id());
                    return null;
                })));
        stage.see("first.error", String.valueOf(stage.seen().get("error")));
        return stage.look("kept", kept).seen();
    }

    /** In one call. */
    public Map<String, Object> beanManaged() throws Exception {
        return stage.run(() -> {
                    managed.addInOneCall("a", true);
                    managed.addInOneCall("b", false);
                    return null;
                })
                .look("managed", managed)
                .seen();
    }

    /** Over several calls. */
    public Map<String, Object> beanManagedOverCalls() throws Exception {
        return stage.run(() -> {
                    managed.begin();
                    long before = stage.sequence();
                    managed.add("a");
                    managed.add("b");
                    stage.see("published.within", stage.sequence() - before);
                    managed.commit();
                    managed.begin();
                    managed.add("c");
                    managed.rollback();
                    return null;
                })
                .look("managed", managed)
                .seen();
    }

    /** SessionSynchronization. */
    public Map<String, Object> synchronization() throws Exception {
        stage.run(() -> listening.add("a"));
        stage.see("live", String.valueOf(sessions.run(stage.id(), listening::entries)));
        elsewhere.ask(stage.id());
        return stage.see("checkpoint", String.valueOf(sessions.run(stage.id(), listening::entries)))
                .seen();
    }

    /** A bean calls another one. */
    public Map<String, Object> nested() throws Exception {
        return stage.run(() -> {
                    kept.add("a");
                    long before = stage.sequence();
                    kept.addToBoth("b");
                    stage.see("versions", stage.sequence() - before);
                    before = stage.sequence();
                    kept.addToBothWithoutTransaction("c");
                    return stage.see("versions.without", stage.sequence() - before);
                })
                .look("kept", kept)
                .look("partner", partner)
                .seen();
    }

    /** On another thread. */
    public Map<String, Object> asynchronous() throws Exception {
        return stage.run(() -> kept.addLater("a").get(20, TimeUnit.SECONDS))
                .look("kept", kept)
                .seen();
    }

    /** No enterprise bean. */
    public Map<String, Object> transactional() throws Exception {
        return stage.run(() -> done(() -> unit.rollsBack(() -> {
                    lasting.addInTransaction("a");
                    return stage.see("sequence.within", stage.sequence());
                })))
                .look("lasting", lasting)
                .seen();
    }

    /** An application exception. */
    public Map<String, Object> applicationException() throws Exception {
        return stage.run(() -> done(() -> kept.addAndRefuse("a")))
                .look("kept", kept)
                .seen();
    }

    /** One that rolls back. */
    public Map<String, Object> applicationExceptionRollback() throws Exception {
        return stage.run(() -> done(() -> kept.addAndWithdraw("a")))
                .look("kept", kept)
                .seen();
    }

    /** A system exception. */
    public Map<String, Object> systemException() throws Exception {
        return stage.run(() -> kept.add("a"))
                .run(() -> done(() -> kept.addAndFail("b")))
                .look("kept", kept)
                .seen();
    }

    /** A system exception of one of two beans. */
    public Map<String, Object> systemExceptionOfOne() throws Exception {
        return stage.run(() -> kept.add("a") + partner.add("a"))
                .run(() -> done(() -> kept.addAndFail("b")))
                .look("kept", kept)
                .look("partner", partner)
                .seen();
    }

    /** A runtime exception of what is no enterprise bean. */
    public Map<String, Object> runtimeException() throws Exception {
        return stage.run(() -> done(() -> lasting.addAndFail("a")))
                .look("lasting", lasting)
                .seen();
    }

    /** PrePassivate and PostActivate around captures, and PostActivate when reactivated. */
    public Map<String, Object> passivate() throws Exception {
        stage.run(() -> sleeper.add("a") + sleeper.add("b"));
        stage.see("live", sessions.run(stage.id(), sleeper::told));
        elsewhere.ask(stage.id());
        return stage.see("checkpoint", sessions.run(stage.id(), sleeper::told)).seen();
    }

    /** Another bean in a field. */
    public Map<String, Object> reference() throws Exception {
        stage.run(() -> {
            referring.refer(partner);
            return partner.add("a");
        });
        elsewhere.ask(stage.id());
        return stage.run(() -> referring.addToBoth("b"))
                .look("referring", referring)
                .look("partner", partner)
                .seen();
    }

    /** Passivation by the container, which has room for one such bean. */
    public Map<String, Object> passivatedByTheContainer() throws Exception {
        stage.run(() -> {
            stowed.mark();
            stowed.add("a");
            return stowed.add("b");
        });
        boolean marked = true;
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (marked && System.nanoTime() < until) {
            for (int i = 0; i < 8; i++) {
                sessions.run(sessions.open().id(), () -> stowed.add("other"));
            }
            TimeUnit.SECONDS.sleep(1);
            marked = sessions.run(stage.id(), stowed::isMarked);
        }
        return stage.see("passivated", !marked)
                .see("own", sessions.run(stage.id(), stowed::own))
                .run(() -> stowed.add("c"))
                .look("stowed", stowed)
                .seen();
    }

    /** One method only. */
    public Map<String, Object> ofOneMethod() throws Exception {
        return stage.run(() -> {
                    partly.addSafely("a");
                    long before = stage.sequence();
                    partly.add("b");
                    return stage.see("versions", stage.sequence() - before);
                })
                .look("partly", partly)
                .seen();
    }

    /** From the superclass. */
    public Map<String, Object> inherited() throws Exception {
        return stage.run(() -> {
                    heir.add("a");
                    unit.rollsBack(() -> heir.add("b"));
                    return null;
                })
                .look("heir", heir)
                .seen();
    }

    /** Its own timeout. */
    public Map<String, Object> statefulTimeout() throws Exception {
        stage.run(() -> fleeting.add("a"));
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (elsewhere.isLive(stage.id()) && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return stage.see("known", sessions.resume(stage.id()).isPresent()).seen();
    }

    /** A plain bean. */
    public Map<String, Object> plain() throws Exception {
        SessionReference<Plain> opened = sessions.open(Plain.class);
        opened.bean().add("a");
        stage.see("same", opened.bean().id().equals(opened.id()))
                .see("tolerate", opened.bean().tolerate());
        elsewhere.ask(opened.id());
        SessionReference<Plain> resumed =
                sessions.resume(opened.id(), Plain.class).orElseThrow();
        resumed.bean().add("b");
        stage.see("resumed", String.join(",", resumed.bean().entries()));
        return stage.run(() -> opened.bean().add("c"))
                .see("unknown", sessions.resume("nobody", Plain.class).isPresent())
                .seen();
    }

    /** Plain beans that are injected: each is a session. */
    public Map<String, Object> injectedPlain() throws Exception {
        Plain one = plains.get();
        Plain other = plains.get();
        one.add("a");
        String id = one.id();
        stage.see("different", !id.equals(other.id()));
        elsewhere.ask(id);
        return stage.see(
                        "resumed",
                        String.join(
                                ",",
                                sessions.resume(id, Plain.class)
                                        .orElseThrow()
                                        .bean()
                                        .entries()))
                .seen();
    }

    /** Remove. */
    public Map<String, Object> remove() throws Exception {
        SessionReference<Plain> plain = sessions.open(Plain.class);
        plain.bean().add("a");
        plain.bean().close();
        return stage.see("known", sessions.resume(plain.id()).isPresent()).seen();
    }

    /** Remove that is retained. */
    public Map<String, Object> removeRetained() throws Exception {
        SessionReference<Plain> plain = sessions.open(Plain.class);
        stage.run(() -> done(() -> plain.bean().closeUnless(true)));
        elsewhere.ask(plain.id());
        Plain resumed = sessions.resume(plain.id(), Plain.class).orElseThrow().bean();
        stage.see("checkpoint", String.join(",", resumed.entries()));
        resumed.closeUnless(false);
        return stage.see("known", sessions.resume(plain.id()).isPresent()).seen();
    }

    /** The end. */
    public Map<String, Object> end() throws Exception {
        stage.run(() -> kept.add("a")).run(() -> done(sessions::end));
        return stage.see("known", sessions.resume(stage.id()).isPresent())
                .run(() -> kept.add("b"))
                .seen();
    }

    /** The end in a call's transaction. */
    public Map<String, Object> endInTransaction() throws Exception {
        stage.run(() -> kept.add("a"));
        stage.run(() -> done(() -> unit.commits(() -> {
            partner.add("b");
            return done(() -> sessions.end());
        })));
        return stage.see("known", sessions.resume(stage.id()).isPresent()).seen();
    }

    /** A key, twice. */
    public Map<String, Object> retry() throws Exception {
        String key = UUID.randomUUID().toString();
        stage.run(key, () -> kept.add("a") + 10 * partner.add("a"));
        stage.see("first", stage.seen().get("result"));
        elsewhere.ask(stage.id());
        stage.run(key, () -> kept.add("a") + 10 * partner.add("a"));
        return stage.look("kept", kept).look("partner", partner).seen();
    }

    /** A key, of which only the first call was applied. */
    public Map<String, Object> retryOfHalf() throws Exception {
        stage.run("half", () -> kept.add("a"));
        elsewhere.ask(stage.id());
        stage.run("half", () -> kept.add("a") + 10 * partner.add("a"));
        return stage.look("kept", kept).look("partner", partner).seen();
    }

    /** A key, for a call that refused. */
    public Map<String, Object> retryOfRefused() throws Exception {
        stage.run("refused", () -> done(() -> kept.addAndRefuse("a")));
        elsewhere.ask(stage.id());
        stage.run("refused", () -> done(() -> kept.addAndRefuse("a")));
        return stage.look("kept", kept).seen();
    }

    /** A key, for a transaction that rolled back. */
    public Map<String, Object> retryOfRolledBack() throws Exception {
        stage.run("rolled-back", () -> done(() -> unit.rollsBack(() -> restored.add("a"))));
        stage.run("rolled-back", () -> done(() -> unit.commits(() -> restored.add("a"))));
        return stage.look("restored", restored).seen();
    }

    /** A key, for another call. */
    public Map<String, Object> keyReused() throws Exception {
        stage.run("reused", () -> kept.add("a")).run("reused", () -> kept.add("b"));
        stage.see("arguments", stage.seen().get("error"));
        return stage.run("reused", () -> partner.add("a")).look("kept", kept).seen();
    }

    /** More keys than are remembered. */
    public Map<String, Object> keysForgotten() throws Exception {
        for (int i = 0; i < 5; i++) {
            int number = i;
            stage.run("key-" + i, () -> kept.add("e" + number));
        }
        stage.run("key-4", () -> kept.add("e4")).run("key-0", () -> kept.add("e0"));
        return stage.look("kept", kept).seen();
    }

    /** A result that cannot be kept. */
    public Map<String, Object> resultNotKept() throws Exception {
        stage.run("thread", () -> kept.addAndReturnThread("a")).run("thread", () -> kept.addAndReturnThread("a"));
        return stage.look("kept", kept).seen();
    }

    /** A session that nobody uses. */
    public Map<String, Object> expiring() throws Exception {
        return stage.run(() -> kept.add("a")).see("id", stage.id()).seen();
    }

    /** An id that nobody knows. */
    public Map<String, Object> unknown() {
        return attempt("AAAAAAAAAAAAAAAAAAAAAA");
    }

    private Map<String, Object> attempt(String id) {
        try {
            return Map.of("result", String.valueOf(sessions.run(id, kept::entries)));
        } catch (Exception e) {
            return Map.of("error", e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Object done(Work work) throws Exception {
        work.run();
        return null;
    }
}
