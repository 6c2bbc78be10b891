// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.layout.Layout;
import io.holdfast.ejb.CheckpointFailedException;
import io.holdfast.ejb.SessionInfo;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A session that this member runs: its beans, and what is known of its checkpoint. Thread-safe.
 *
 * <p>Business calls enter through a gate that many may pass at once; a handover closes it when the last call has left.
 * Bytes of beans are kept only where a session has several beans, or beans that were not reactivated yet: the cluster
 * has the copy.
 */
public final class LiveSession {

    private final OwnedCheckpoint checkpoint;
    private final Map<Contextual<?>, Instance<?>> instances = new LinkedHashMap<>();

    private final BeanRecords records;

    /** The beans themselves, behind all proxies, by name. */
    private final Map<String, Object> targets = new ConcurrentHashMap<>();

    /** When a call of a bean last began or ended. */
    private final Map<String, Long> used = new ConcurrentHashMap<>();

    private final Gate gate = new Gate();
    private volatile boolean closed;
    private volatile boolean ended;
    private volatile long confirmedAt;
    private volatile long usedAt = System.nanoTime();

    private record Instance<T>(Contextual<T> contextual, T bean, CreationalContext<T> creational) {
        void destroy() {
            contextual.destroy(bean, creational);
        }
    }

    /**
     * A session with these records, which beans take when they are created.
     *
     * @param confirmedAt when this member began to make itself the owner, by {@link System#nanoTime()}
     */
    LiveSession(OwnedCheckpoint checkpoint, Map<String, byte[]> records, long confirmedAt) {
        this.checkpoint = checkpoint;
        this.records = new BeanRecords(records);
        this.confirmedAt = confirmedAt;
    }

    /** Its checkpoint. */
    public OwnedCheckpoint checkpoint() {
        return checkpoint;
    }

    /** Its id, as the client knows it. */
    public String id() {
        return checkpoint.id().session();
    }

    /** A picture of it for people. */
    public SessionInfo info(String member) {
        Optional<Layout> layout = checkpoint.acknowledged();
        return new SessionInfo(
                id(),
                member,
                checkpoint.epoch(),
                layout.map(l -> l.version().sequence()).orElse(0L),
                layout.map(Layout::length).orElse(0),
                checkpoint.tolerate(),
                layout.map(Layout::schemeName).orElse(""));
    }

    /** The instance of a bean, created if it is not there and {@code creational} is not null. */
    public <T> T instance(Contextual<T> contextual, CreationalContext<T> creational) {
        synchronized (instances) {
            @SuppressWarnings("unchecked")
            Instance<T> instance = (Instance<T>) instances.get(contextual);
            if (instance == null && creational != null) {
                instance = new Instance<>(contextual, Creation.create(this, contextual, creational), creational);
                instances.put(contextual, instance);
            }
            return instance == null ? null : instance.bean();
        }
    }

    /** Destroys one bean of the session. */
    public void destroy(Contextual<?> contextual) {
        Instance<?> instance;
        synchronized (instances) {
            instance = instances.remove(contextual);
        }
        if (instance != null) {
            instance.destroy();
        }
    }

    /** Forgets a bean that the container destroyed already. */
    void forget(Contextual<?> contextual) {
        synchronized (instances) {
            instances.remove(contextual);
        }
    }

    /** Destroys all beans of the session. */
    void destroyAll() {
        targets.clear();
        used.clear();
        Map<Contextual<?>, Instance<?>> all;
        synchronized (instances) {
            all = new LinkedHashMap<>(instances);
            instances.clear();
        }
        all.values().forEach(Instance::destroy);
    }

    /** The names of its beans. */
    List<String> beanNames() {
        records.lock().lock();
        try {
            return records.beans();
        } finally {
            records.lock().unlock();
        }
    }

    /**
     * A bean of that name runs here.
     *
     * @return false if another instance of it does already
     */
    boolean runs(String bean, Object target) {
        used.put(bean, System.nanoTime());
        return targets.putIfAbsent(bean, target) == null;
    }

    /** The container passivated a bean and made another instance of it. */
    void replaced(String bean, Object target) {
        targets.put(bean, target);
    }

    /** A bean does not run here any more. */
    void stopped(String bean) {
        targets.remove(bean);
        used.remove(bean);
    }

    /** The beans that run here, behind all proxies, by name. */
    Map<String, Object> targets() {
        return targets;
    }

    /** What is captured of its beans. */
    BeanRecords records() {
        return records;
    }

    /**
     * A business call or a transaction begins; answers false if the session is closed.
     *
     * @param again whether the caller is in the session already
     * @param limit how long the caller waits for who is alone in it
     * @throws CheckpointFailedException if that one stays longer
     */
    boolean enter(boolean again, Duration limit) {
        if (!gate.enter(again, limit)) {
            throw new CheckpointFailedException(
                    "HF3088 session " + id() + " was not free within " + limit
                            + ", because it is handed over or looked after; repeat the call",
                    null);
        }
        usedAt = System.nanoTime();
        if (closed) {
            gate.leave();
            return false;
        }
        return true;
    }

    /** The business call or the transaction has ended. */
    void leave() {
        usedAt = System.nanoTime();
        gate.leave();
    }

    /** A call of a bean begins or ends. */
    void used(String bean) {
        used.put(bean, System.nanoTime());
    }

    /** Nanoseconds since the last call of a bean that runs here. */
    long idleNanos(String bean) {
        return System.nanoTime() - used.getOrDefault(bean, System.nanoTime());
    }

    /** Does something while no call is in. Answers false if the calls that are in did not leave in time. */
    boolean between(Duration limit, Runnable work) throws InterruptedException {
        return gate.alone(limit, work);
    }

    /** Lets no more calls in; those that are in go on. */
    void close() {
        closed = true;
    }

    /** Its checkpoint was removed from the cluster. */
    void ended() {
        closed = true;
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * The cluster said that this member is the owner.
     *
     * @param asked when it was asked, by {@link System#nanoTime()}: the answer may be old, if this member stood still
     */
    void confirmed(long asked) {
        confirmedAt = asked;
    }

    /** Whether the cluster was asked less than the lease ago, and said so. */
    boolean isConfirmed(long leaseNanos) {
        return System.nanoTime() - confirmedAt < leaseNanos;
    }

    /** Nanoseconds since the last call began or ended; 0 during one. */
    long idleNanos() {
        return gate.isEmpty() ? System.nanoTime() - usedAt : 0;
    }
}
