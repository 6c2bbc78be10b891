// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.NotEnoughFragmentsException;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.checkpoint.Records;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.Grid;
import io.holdfast.core.recovery.Orphans;
import io.holdfast.core.recovery.Recovery;
import io.holdfast.ejb.CheckpointFencedException;
import io.holdfast.ejb.metrics.Metric;
import io.holdfast.ejb.metrics.Metrics;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The sessions of the application that run on this member. Thread-safe. */
public final class Sessions {

    private static final Logger LOG = Logger.getLogger("io.holdfast.session");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** So often a claim may be lost to another member before the caller is told to come again. */
    private static final int CLAIMS = 5;

    private final Grid grid;
    private final Recovery recovery;
    private final Beans beans;
    private final SessionRules rules;
    private final Executor executor;
    private final Metrics metrics;
    private final Checkpoints checkpoints;
    private final Handover handover;
    private final Map<String, LiveSession> live = new ConcurrentHashMap<>();

    /** One thread at a time looks for a session; several only so that sessions do not wait for each other. */
    private final ReentrantLock[] searching = new ReentrantLock[64];

    Sessions(
            Grid grid,
            Distributor distributor,
            Recovery recovery,
            Beans beans,
            Handover handover,
            SessionRules rules,
            Metrics metrics,
            Executor executor) {
        this.grid = grid;
        this.recovery = recovery;
        this.beans = beans;
        this.handover = handover;
        this.rules = rules;
        this.executor = executor;
        this.metrics = metrics;
        this.checkpoints = new Checkpoints(distributor, recovery, metrics, rules.call());
        metrics.gauge(Metric.SESSIONS, live::size);
        for (int i = 0; i < searching.length; i++) {
            searching[i] = new ReentrantLock();
        }
    }

    /** Opens a session with an id that nobody can guess. It stands in the cluster after its first checkpoint. */
    public LiveSession open() {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        LiveSession session = new LiveSession(
                OwnedCheckpoint.fresh(
                        checkpointId(id), self(), rules.tolerate(), grid.clock().millis()),
                Map.of());
        live.put(id, session);
        return session;
    }

    /**
     * The session of that id, brought here if it is elsewhere: its owner is asked to hand it over; if it does not, or
     * is gone, the session is claimed.
     *
     * @return empty if the cluster does not know it
     * @throws LostSessionException if its checkpoint is lost; it is ended then
     * @throws CheckpointFencedException if other members fight for it
     */
    public Optional<LiveSession> resume(String id) {
        LiveSession here = live.get(id);
        if (here != null && !here.isClosed()) {
            return Optional.of(here);
        }
        ReentrantLock lock = searching[Math.floorMod(id.hashCode(), searching.length)];
        lock.lock();
        try {
            LiveSession meanwhile = live.get(id);
            return meanwhile != null && !meanwhile.isClosed() ? Optional.of(meanwhile) : fetch(checkpointId(id));
        } finally {
            lock.unlock();
        }
    }

    private Optional<LiveSession> fetch(CheckpointId id) {
        for (int claim = 0; claim < CLAIMS; claim++) {
            Optional<Manifest> manifest = checkpoints.await(id, recovery.manifest(id));
            if (manifest.isEmpty()) {
                return Optional.empty();
            }
            if (!isOrphan(manifest.orElseThrow())) {
                handover.ask(manifest.orElseThrow());
            }
            Optional<LiveSession> session =
                    checkpoints.await(id, recovery.claim(id, any -> true)).map(this::revive);
            if (session.isPresent()) {
                metrics.count(Metric.FETCHED);
                return session;
            }
        }
        throw new CheckpointFencedException(
                "HF3041 session " + id + " is claimed by several members at once; repeat the call", null);
    }

    /**
     * Claims a session if it is an orphan.
     *
     * @return empty if it has an owner or another member was faster
     * @throws LostSessionException if its checkpoint is lost; it is ended then
     */
    Optional<LiveSession> recover(CheckpointId id) {
        ReentrantLock lock = searching[Math.floorMod(id.session().hashCode(), searching.length)];
        lock.lock();
        try {
            return checkpoints.await(id, recovery.claim(id, this::isOrphan)).map(this::revive);
        } finally {
            lock.unlock();
        }
    }

    /** Whether nobody runs it: no owner, a dead one, or this member, which does not know it any more. */
    boolean isOrphan(Manifest manifest) {
        return Orphans.isOrphan(grid.cluster().view(), manifest)
                || (manifest.owner().equals(self())
                        && !live.containsKey(manifest.id().session()));
    }

    private LiveSession revive(OwnedCheckpoint owned) {
        try {
            byte[] state = checkpoints.reassemble(owned);
            LiveSession session = new LiveSession(owned, Records.decode(state));
            live.put(session.id(), session);
            return session;
        } catch (NotEnoughFragmentsException e) {
            metrics.count(Metric.LOST);
            LOG.log(Level.SEVERE, "HF3204 session {0} is lost and was ended: {1}", new Object[] {
                owned.id(), e.getMessage()
            });
            checkpoints.end(new LiveSession(owned, Map.of()));
            throw new LostSessionException(
                    "HF3103 the session was lost, more members failed than it tolerates; a new one was opened", e);
        }
    }

    /**
     * A business call begins. Ends with {@link #leave}. What an earlier call could not make durable is made so first: a
     * caller never sees what may still be lost.
     *
     * @throws CheckpointFencedException if the session is not here any more
     */
    public void enter(LiveSession session) {
        if (!session.enter()) {
            throw new CheckpointFencedException(
                    "HF3042 session " + session.id() + " has just moved or ended; repeat the call", null);
        }
        try {
            if (!session.isConfirmed(rules.lease().toNanos())
                    && session.checkpoint().acknowledged().isPresent()) {
                checkpoints.confirm(session);
            }
            checkpoints.save(session);
        } catch (RuntimeException e) {
            leave(session);
            discardIfFenced(session);
            throw e;
        }
    }

    /** The business call has ended. */
    public void leave(LiveSession session) {
        session.leave();
    }

    /** Makes the checkpoint of a bean whose business call ends. */
    public void checkpoint(LiveSession session, Object bean) {
        try {
            checkpoints.checkpoint(session, beans.name(bean), beans.capture(bean), bean);
        } finally {
            discardIfFenced(session);
        }
    }

    /** A new instance was created in the session; gives it the captured state, if there is one. */
    public boolean restore(LiveSession session, Object bean) {
        String name = beans.name(bean);
        Optional<byte[]> record = session.record(name);
        record.ifPresent(bytes -> {
            beans.capture(bean).restore(bean, bytes);
            session.taken();
        });
        session.runs(name, bean);
        return record.isPresent();
    }

    /** The container destroyed a bean after a system exception: its state ends with it, as the EJB specification says. */
    public void destroyed(LiveSession session, Object bean) {
        String name = beans.name(bean);
        session.targets().remove(name);
        beans.bean(name).ifPresent(session::forget);
        if (session.targets().isEmpty()) {
            live.remove(session.id(), session);
            session.close();
            checkpoints.end(session);
        } else {
            checkpoints.without(session, name, beans.capture(bean).codec());
        }
    }

    /** Ends a session: in the cluster, then its beans. */
    public void end(LiveSession session) {
        checkpoints.end(session);
        session.close();
        live.remove(session.id(), session);
        session.destroyAll();
    }

    /** Hands a session over: waits for its calls to end, gives it up in the cluster, destroys the beans here. */
    void release(LiveSession session) {
        try {
            if (!session.between(rules.handover(), session::close)) {
                LOG.log(
                        Level.WARNING,
                        "HF3043 session {0} is not handed over: a call on it runs too long",
                        session.id());
                return;
            }
            checkpoints.release(session);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "HF3044 session " + session.id() + " could not be handed over");
        }
        if (session.isClosed()) {
            live.remove(session.id(), session);
            session.destroyAll();
        }
    }

    /** What another member asked for; on a thread of the grid, so only a hint to ourselves. */
    void asked(CheckpointId id, long epoch) {
        LiveSession session = live.get(id.session());
        if (session != null
                && session.checkpoint().id().equals(id)
                && session.checkpoint().epoch() == epoch) {
            executor.execute(() -> release(session));
        }
    }

    private void discardIfFenced(LiveSession session) {
        if (session.checkpoint().isFenced() && live.remove(session.id(), session)) {
            session.close();
            executor.execute(session::destroyAll);
        }
    }

    /** Ends what nobody used for long, and commits again what lost fragments. */
    void maintain() {
        for (LiveSession session : all()) {
            try {
                if (session.idleNanos() > rules.idle().toNanos()) {
                    end(session);
                } else if (checkpoints.needsProtection(session)) {
                    checkpoints.protect(session, beans);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                discardIfFenced(session);
                LOG.log(Level.WARNING, e, () -> "HF3045 session " + session.id() + " could not be looked after");
            }
        }
    }

    /** Whether some session that runs here has lost fragments, or some that are not where they should be. */
    boolean needsProtection() {
        return all().stream()
                .filter(session -> session.checkpoint().acknowledged().isPresent())
                .anyMatch(checkpoints::needsProtection);
    }

    /** Stores again what has lost fragments, or is not where it should be. */
    void protect(LiveSession session) {
        try {
            if (checkpoints.needsProtection(session)) {
                checkpoints.protect(session, beans);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            discardIfFenced(session);
        }
    }

    /** The sessions that run here now. */
    public Collection<LiveSession> all() {
        return List.copyOf(live.values());
    }

    /** The application's name in the cluster. */
    public String application() {
        return rules.application();
    }

    private CheckpointId checkpointId(String session) {
        return new CheckpointId(rules.application(), session);
    }

    private String self() {
        return grid.cluster().view().self();
    }
}
