// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.layout.Layout;
import io.holdfast.ejb.SessionInfo;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

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

    /** One entry for each bean of the session; null where the bytes are only in the cluster. Guarded by publishing. */
    private final Map<String, byte[]> records = new LinkedHashMap<>();

    /** The beans themselves, behind all proxies, by name. */
    private final Map<String, Object> targets = new ConcurrentHashMap<>();

    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
    private final ReentrantLock publishing = new ReentrantLock();
    private volatile boolean closed;

    /** The codec of records that no commit has carried yet; null if there are none. */
    private volatile String unsaved;

    private volatile long confirmedAt = System.nanoTime();
    private volatile long usedAt = System.nanoTime();

    private record Instance<T>(Contextual<T> contextual, T bean, CreationalContext<T> creational) {
        void destroy() {
            contextual.destroy(bean, creational);
        }
    }

    /** A session with these records, which beans take when they are created. */
    LiveSession(OwnedCheckpoint checkpoint, Map<String, byte[]> records) {
        this.checkpoint = checkpoint;
        this.records.putAll(records);
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
                instance = new Instance<>(contextual, Creation.create(contextual, creational), creational);
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
        Map<Contextual<?>, Instance<?>> all;
        synchronized (instances) {
            all = new LinkedHashMap<>(instances);
            instances.clear();
        }
        all.values().forEach(Instance::destroy);
    }

    /** The bytes with which a bean of that name is reactivated, if it is to be. */
    public Optional<byte[]> record(String bean) {
        publishing.lock();
        try {
            return Optional.ofNullable(records.get(bean));
        } finally {
            publishing.unlock();
        }
    }

    /** Bytes of the records are in a bean, and in the cluster. The bytes of an only bean are not kept. */
    void taken() {
        publishing.lock();
        try {
            if (records.size() == 1) {
                records.replaceAll((name, bytes) -> null);
            }
        } finally {
            publishing.unlock();
        }
    }

    /** The names of its beans. */
    List<String> beanNames() {
        publishing.lock();
        try {
            return List.copyOf(records.keySet());
        } finally {
            publishing.unlock();
        }
    }

    /** A bean of that name runs here. */
    public void runs(String bean, Object target) {
        targets.put(bean, target);
    }

    /** The beans that run here, behind all proxies, by name. */
    Map<String, Object> targets() {
        return targets;
    }

    /** The names of its beans and their bytes, as far as they are kept. Only while {@link #publishing()} is held. */
    Map<String, byte[]> records() {
        return records;
    }

    /** Held while a checkpoint is made of the records. */
    ReentrantLock publishing() {
        return publishing;
    }

    /** A business call begins; answers false if the session is closed. */
    boolean enter() {
        gate.readLock().lock();
        usedAt = System.nanoTime();
        if (closed) {
            gate.readLock().unlock();
            return false;
        }
        return true;
    }

    /** The business call has ended. */
    void leave() {
        usedAt = System.nanoTime();
        gate.readLock().unlock();
    }

    /** Does something while no call is in. Answers false if the calls that are in did not leave in time. */
    boolean between(Duration limit, Runnable work) throws InterruptedException {
        if (!gate.writeLock().tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            gate.writeLock().unlock();
        }
    }

    /** Lets no more calls in; those that are in go on. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** The records hold a change that the cluster has not acknowledged. */
    void unsaved(String codec) {
        unsaved = codec;
    }

    /** The cluster has all of it. */
    void saved() {
        unsaved = null;
    }

    /** The codec of a change that the cluster has not acknowledged, if there is one. */
    Optional<String> unsaved() {
        return Optional.ofNullable(unsaved);
    }

    /** The cluster said that this member is the owner. */
    void confirmed() {
        confirmedAt = System.nanoTime();
    }

    /** Whether the cluster said so less than the lease ago. */
    boolean isConfirmed(long leaseNanos) {
        return System.nanoTime() - confirmedAt < leaseNanos;
    }

    /** Nanoseconds since the last call began or ended. */
    long idleNanos() {
        return System.nanoTime() - usedAt;
    }
}
