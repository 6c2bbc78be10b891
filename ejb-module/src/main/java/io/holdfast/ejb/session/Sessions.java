// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.checkpoint.CommitFailedException;
import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.NotEnoughFragmentsException;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.checkpoint.Records;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.Grid;
import io.holdfast.core.recovery.Orphans;
import io.holdfast.core.recovery.Recovery;
import io.holdfast.core.recovery.ReleasedStates;
import io.holdfast.ejb.CheckpointFailedException;
import io.holdfast.ejb.CheckpointFencedException;
import io.holdfast.ejb.CheckpointIndeterminateException;
import io.holdfast.ejb.metrics.Metric;
import io.holdfast.ejb.metrics.Metrics;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** The sessions of the application that run on this member. Thread-safe. */
public final class Sessions {

    private static final Logger LOG = Logger.getLogger("io.holdfast.session");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** 128 random bits in base64url. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");

    /** So often a claim may be lost to another member before the caller is told to come again. */
    private static final int CLAIMS = 5;

    /** So much of what was handed over a moment ago is kept at most. */
    private static final long RELEASED_BYTES = 32L << 20;

    private final Grid grid;
    private final Recovery recovery;
    private final Beans beans;
    private final SessionRules rules;
    private final Metrics metrics;
    private final RecoveryReports reports;
    private final Checkpoints checkpoints;
    private final Handover handover;
    private final Calls calls;
    private final Maintenance maintenance;
    private final BeanLifeCycle lifeCycle;
    private final Departures departures;
    private final Map<String, LiveSession> live = new ConcurrentHashMap<>();

    /** Since when, by the system's nanoseconds. */
    private final Map<CheckpointId, Long> doubtful = new ConcurrentHashMap<>();

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
            RecoveryReports reports,
            Executor executor) {
        this.grid = grid;
        this.recovery = recovery;
        this.beans = beans;
        this.handover = handover;
        this.rules = rules;
        this.metrics = metrics;
        this.reports = reports;
        this.checkpoints = new Checkpoints(
                distributor,
                recovery,
                new ReleasedStates(grid, recovery, distributor, RELEASED_BYTES),
                beans,
                metrics,
                rules.call(),
                rules.idempotencyKeys());
        this.calls = new Calls(this, checkpoints, beans, rules);
        this.maintenance = new Maintenance(this, checkpoints, beans, rules.idle(), executor);
        this.lifeCycle = new BeanLifeCycle(this, checkpoints, beans);
        this.departures = new Departures(this, checkpoints, rules, executor);
        metrics.read(Metric.SESSIONS, live::size);
        for (int i = 0; i < searching.length; i++) {
            searching[i] = new ReentrantLock();
        }
    }

    /**
     * Opens a session for checkpoint-scoped beans with an id that nobody can guess. It stands in the cluster after its
     * first checkpoint.
     */
    public LiveSession open() {
        return open(beans.scoped());
    }

    /**
     * Opens a session for one plain bean.
     *
     * @throws IllegalArgumentException if the class is no such bean
     */
    public LiveSession open(Class<?> bean) {
        return open(beans.protection(List.of(beans.plain(bean).getBeanClass().getName())));
    }

    LiveSession open(Protection protection) {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        OwnedCheckpoint owned = OwnedCheckpoint.fresh(
                checkpointId(id), self(), protection.tolerate(), grid.clock().millis());
        protection.scheme().ifPresent(owned::pin);
        LiveSession session = new LiveSession(owned, Map.of(), System.nanoTime());
        live.put(id, session);
        return session;
    }

    /**
     * The session of that id, brought here if it is elsewhere: its owner is asked to hand it over; if it does not, or
     * is gone, the session is claimed. From an owner that was not asked, because it took the session over meanwhile, nothing
     * is claimed: it would go on answering for as long as it was confirmed.
     *
     * @return empty if the cluster does not know it
     * @throws LostSessionException if its checkpoint is lost; it is ended then
     * @throws CheckpointFencedException if other members fight for it
     * @throws CheckpointIndeterminateException if the cluster, or another search, takes too long
     */
    public Optional<LiveSession> resume(String id) {
        Optional<LiveSession> here = here(id);
        if (here.isPresent()) {
            return here;
        }
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        return searching(id, () -> here(id).or(() -> fetch(checkpointId(id))));
    }

    /** The session of that id, if it runs here. */
    Optional<LiveSession> here(String id) {
        return Optional.ofNullable(live.get(id)).filter(session -> !session.isClosed());
    }

    private Optional<LiveSession> fetch(CheckpointId id) {
        for (int claim = 0; claim < CLAIMS; claim++) {
            Optional<Manifest> manifest = checkpoints.await(id, recovery.manifest(id));
            if (manifest.isEmpty()) {
                return Optional.empty();
            }
            Manifest asked = manifest.orElseThrow();
            if (!isOrphan(asked)) {
                handover.ask(asked);
            }
            long begunAt = grid.clock().millis();
            long begun = System.nanoTime();
            AtomicLong claimed = new AtomicLong();
            Optional<LiveSession> session =
                    claim(id, now -> isOrphan(now) || now.isOfSameOwner(asked), () -> claimed.set(System.nanoTime()));
            if (session.isPresent()) {
                metrics.count(Metric.FETCHED);
                if (!asked.isReleased() && Orphans.isOrphan(grid.cluster().view(), asked)) {
                    reports.fetched(asked, begunAt, claimed.get() - begun, System.nanoTime() - claimed.get());
                }
                maintenance.protectSoon(session.orElseThrow());
                return session;
            }
        }
        throw new CheckpointFencedException(
                "HF3041 session " + id + " is claimed by several members at once; repeat the call", null);
    }

    /**
     * Claims a session if it is an orphan.
     *
     * @param claimed is run when it is claimed, before its state is reassembled
     * @return empty if it has an owner or another member was faster
     * @throws LostSessionException if its checkpoint is lost; it is ended then
     */
    Optional<LiveSession> recover(CheckpointId id, Runnable claimed) {
        return searching(id.session(), () -> claim(id, this::isOrphan, claimed));
    }

    private Optional<LiveSession> searching(String id, Supplier<Optional<LiveSession>> search) {
        ReentrantLock lock = searching[Math.floorMod(id.hashCode(), searching.length)];
        if (!Checkpoints.tryLock(lock, rules.call())) {
            throw new CheckpointIndeterminateException(
                    "HF3096 session " + id + ": another search for it, or for one beside it, did not end within "
                            + rules.call() + "; repeat the call",
                    null);
        }
        try {
            return search.get();
        } finally {
            lock.unlock();
        }
    }

    private Optional<LiveSession> claim(CheckpointId id, Predicate<Manifest> allowed, Runnable claimed) {
        long begun = System.nanoTime();
        try {
            return checkpoints.await(id, recovery.claim(id, allowed)).flatMap(owned -> {
                claimed.run();
                return revive(owned, begun);
            });
        } catch (CheckpointIndeterminateException e) {
            doubt(id);
            throw e;
        }
    }

    /** This member may own it without running it: look at it again. */
    void doubt(CheckpointId id) {
        doubtful.put(id, System.nanoTime());
    }

    /**
     * The checkpoints that this member may own without running them, because it never learned what became of a claim or a release, or because what fenced it can be lost.
     */
    Set<CheckpointId> doubtful() {
        return Set.copyOf(doubtful.keySet());
    }

    /** A doubtful checkpoint turned out to be another's: a claim of before the limit cannot land any more. */
    void settled(CheckpointId id) {
        doubtful.computeIfPresent(
                id,
                (same, since) -> System.nanoTime() - since > 2 * rules.call().toNanos() ? null : since);
    }

    /** Whether nobody runs it: no owner, a dead one, or this member, which does not know it any more. */
    boolean isOrphan(Manifest manifest) {
        return Orphans.isOrphan(grid.cluster().view(), manifest)
                || (manifest.owner().equals(self())
                        && !live.containsKey(manifest.id().session()));
    }

    /** Empty if the fragments are too few and another member stores them again. */
    private Optional<LiveSession> revive(OwnedCheckpoint owned, long claimedAt) {
        try {
            byte[] state = checkpoints.reassemble(owned);
            LiveSession session = new LiveSession(owned, Records.decode(state), claimedAt);
            beans.protection(session.beanNames()).scheme().ifPresent(owned::pin);
            live.put(session.id(), session);
            return Optional.of(session);
        } catch (NotEnoughFragmentsException e) {
            if (handover.restored(owned.id(), owned.epoch())) {
                return Optional.empty();
            }
            metrics.count(Metric.LOST);
            LOG.log(Level.SEVERE, "HF3204 session {0} is lost and was ended: {1}", new Object[] {
                owned.id(), e.getMessage()
            });
            checkpoints.end(new LiveSession(owned, Map.of(), claimedAt));
            throw new LostSessionException(
                    "HF3103 the session was lost, more members failed than it tolerates; a new one was opened", e);
        }
    }

    /** Looks after them between calls. */
    Maintenance maintenance() {
        return maintenance;
    }

    /** Follows what the container does with their beans. */
    public BeanLifeCycle lifeCycle() {
        return lifeCycle;
    }

    /** Lets them go. */
    Departures departures() {
        return departures;
    }

    /** Runs the business calls of its beans. */
    public Calls calls() {
        return calls;
    }

    /**
     * A call or a transaction begins in a session. Ends with {@link LiveSession#leave}. What an earlier call changed
     * without knowing whether it is safe is made safe first: a caller never sees what may still be lost.
     *
     * @param again whether the caller is in the session already
     * @throws CheckpointFencedException if the session is not here any more
     * @throws CheckpointFailedException if it was not free in time
     */
    void enter(LiveSession session, boolean again) {
        if (!session.enter(again, rules.call())) {
            throw new CheckpointFencedException(
                    "HF3042 session " + session.id() + " has just moved or ended; repeat the call", null);
        }
        if (again) {
            return;
        }
        try {
            if (!session.isConfirmed(rules.lease().toNanos())
                    && session.checkpoint().acknowledged().isPresent()) {
                checkpoints.confirm(session);
            }
            if (session.records().isUnpublished()) {
                settle(session);
            }
        } catch (RuntimeException e) {
            session.leave();
            departures.discardIfFenced(session);
            throw e;
        }
    }

    /** Only what is wrong with the state itself is a call's to mend. */
    private void settle(LiveSession session) {
        try {
            checkpoints.settle(session);
        } catch (CheckpointFailedException e) {
            if (!(e.getCause() instanceof CommitFailedException cause) || !cause.isByState()) {
                throw e;
            }
            LOG.log(
                    Level.FINE,
                    e,
                    () -> "HF3084 session " + session.id() + " is let in: the call may take the cause out");
        }
    }

    /** Ends a session: in the cluster, then its beans. */
    public void end(LiveSession session) {
        checkpoints.end(session);
        session.ended();
        forget(session);
        session.destroyAll();
    }

    /** It does not run here any more; says whether it did. */
    boolean forget(LiveSession session) {
        return live.remove(session.id(), session);
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
