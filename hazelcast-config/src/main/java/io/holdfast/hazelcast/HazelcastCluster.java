// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.partition.MigrationListener;
import com.hazelcast.partition.MigrationState;
import com.hazelcast.partition.PartitionService;
import com.hazelcast.partition.ReplicaMigrationEvent;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.ClusterView;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Who is in the cluster and who keeps which partition. One thread of its own looks and tells the listeners: at once when
 * members come or go, a little later when partitions have moved, so that the many moves of a new arrangement arrive as
 * few changes, and now and then besides, should an event be missing.
 */
final class HazelcastCluster implements Cluster, AutoCloseable {

    private static final Logger LOG = System.getLogger(HazelcastCluster.class.getName());
    private static final long TICK_MILLIS = 50;
    private static final int IDLE_TICKS = 4;

    private final HazelcastInstance instance;
    private final PartitionService partitions;
    private final Sight sight;
    private final Thread watch = new Thread(this::watch, "holdfast-cluster");
    private final Semaphore comings = new Semaphore(0);
    private final AtomicBoolean moved = new AtomicBoolean();
    private final Map<Object, Consumer<Change>> listeners = new ConcurrentHashMap<>();
    private final UUID membership;
    private final UUID migration;
    private volatile Picture picture;
    private volatile boolean closed;

    HazelcastCluster(HazelcastInstance instance, Labels labels) {
        this.instance = instance;
        this.partitions = instance.getPartitionService();
        this.sight = new Sight(instance, labels);
        picture = sight.look(Picture.NONE);
        Events events = new Events();
        membership = instance.getCluster().addMembershipListener(events);
        migration = partitions.addMigrationListener(events);
        watch.setDaemon(true);
        watch.start();
    }

    @Override
    public ClusterView view() {
        return picture.view();
    }

    @Override
    public Subscription onChange(Consumer<Change> listener) {
        Object subscription = new Object(); // the same listener may subscribe twice
        listeners.put(subscription, listener);
        return () -> listeners.remove(subscription);
    }

    @Override
    public void close() {
        closed = true;
        listeners.clear();
        watch.interrupt();
        try {
            instance.getCluster().removeMembershipListener(membership);
            partitions.removeMigrationListener(migration);
        } catch (HazelcastInstanceNotActiveException e) {
            LOG.log(Level.DEBUG, "The grid ended first; it has no listeners to remove", e);
        }
    }

    private void watch() {
        try {
            int idle = 0;
            while (!closed) {
                boolean changed = comings.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS);
                comings.drainPermits();
                idle++;
                if (moved.getAndSet(false) || changed || idle >= IDLE_TICKS) {
                    idle = 0;
                    look();
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "Closed", e);
        }
    }

    private void look() {
        try {
            Picture before = picture;
            Picture after = sight.look(before);
            if (!before.sameAs(after)) {
                picture = after;
                tell(new Change(before.view(), after.view(), before.lostIn(after)));
            }
        } catch (HazelcastInstanceNotActiveException e) {
            LOG.log(Level.DEBUG, "The grid has ended; the last view stands", e);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "HF2030 cannot see the cluster; will look again", e);
        }
    }

    private void tell(Change change) {
        for (Consumer<Change> listener : listeners.values()) {
            try {
                listener.accept(change);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "HF2031 a listener failed on a change of the cluster", e);
            }
        }
    }

    private final class Events implements MembershipListener, MigrationListener {

        @Override
        public void memberAdded(MembershipEvent event) {
            comings.release();
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            comings.release();
        }

        @Override
        public void migrationStarted(MigrationState state) {
            // nothing has moved yet
        }

        @Override
        public void migrationFinished(MigrationState state) {
            moved.set(true);
        }

        @Override
        public void replicaMigrationCompleted(ReplicaMigrationEvent event) {
            moved.set(true);
        }

        @Override
        public void replicaMigrationFailed(ReplicaMigrationEvent event) {
            moved.set(true);
        }
    }
}
