// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.DistributorSettings;
import io.holdfast.core.checkpoint.Keyring;
import io.holdfast.core.layout.Scheme;
import io.holdfast.core.operation.Operations;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import io.holdfast.core.port.StoreException;
import io.holdfast.core.recovery.DeadEntries;
import io.holdfast.core.recovery.Garbage;
import io.holdfast.core.recovery.Recovery;
import io.holdfast.ejb.UnknownSessionException;
import io.holdfast.ejb.config.Setting;
import io.holdfast.ejb.config.Settings;
import io.holdfast.ejb.metrics.JmxBean;
import io.holdfast.ejb.metrics.Metrics;
import io.holdfast.ejb.metrics.MetricsBoard;
import io.holdfast.hazelcast.GridSettings;
import io.holdfast.hazelcast.HazelcastGrid;
import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The application on this member: joins the grid, runs the sessions, looks after them, and leaves. Thread-safe. */
public final class Node implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("io.holdfast");

    /** After a loss the grid takes a moment to settle; looks at once and after each of these find what moves. */
    private static final long[] LOOKS_AFTER_LOSS = {0, 100, 300, 1_000};

    /** For the look, the maintenance, the garbage collection and handovers, besides those that recover. */
    private static final int MORE_THREADS = 4;

    private static final long MAINTENANCE_AFTER_LOSS = 1_000;
    private static final long LOOK_AFTER_OPERATION = 200;
    private static final long LOOK_SECONDS = 5;
    private static final long MAINTENANCE_SECONDS = 10;
    private static final long GARBAGE_SECONDS = 60;
    private static final long METRICS_SECONDS = 5;

    private final HazelcastGrid hazelcast;
    private final DistributorPlace place;
    private final Distributor distributor;
    private final CommonKeys keys;
    private final Metrics metrics = new Metrics();
    private final MetricsBoard board;
    private final MetricsBoard configurations;
    private final RecoveryReports reports;
    private final Sessions sessions;
    private final OrphanWatch watch;
    private final Operations operations;
    private final Errands errands;
    private final Beans beans;
    private final Reactivation reactivation;
    private final ScheduledExecutorService executor;
    private final List<AutoCloseable> subscriptions = new ArrayList<>();
    private final Queue<Future<?>> tasks = new ConcurrentLinkedQueue<>();
    private final String configuration;

    /**
     * Joins the grid and begins to look after orphans.
     *
     * @param application its name in the cluster
     * @param threads make the threads for everything that may block; they must see the application. A pool of our own:
     *     the server's default executors have one thread, on which a recovery could not work in parallel
     */
    public Node(String application, Settings settings, Beans beans, BeanManager manager, ThreadFactory threads) {
        this.executor =
                Executors.newScheduledThreadPool(settings.number(Setting.RECOVERY_CONCURRENCY) + MORE_THREADS, threads);
        int tolerate = beans.highestTolerate();
        if (settings.manifestBackups() < tolerate) {
            throw new IllegalArgumentException("HF3011 application " + application + " asks to tolerate " + tolerate
                    + " lost members, but manifests have " + settings.manifestBackups()
                    + " backups; set holdfast.manifest.backups to " + tolerate + " on all members");
        }
        Keyring ring = Keyring.parse(settings.text(Setting.ENCRYPTION_KEYS));
        this.hazelcast = HazelcastGrid.join(GridSettings.defaults()
                .withMemberName(settings.text(Setting.MEMBER_NAME))
                .withZone(settings.text(Setting.ZONE))
                .withManifestBackups(settings.manifestBackups())
                .withTimeLimit(millis(settings, Setting.OPERATION_LIMIT)));
        hazelcast.warnings().forEach(LOG::warning);
        this.keys = new CommonKeys(hazelcast.directory(), application, ring);
        try {
            this.keys.compare();
        } catch (StoreException e) {
            LOG.log(
                    Level.INFO,
                    e,
                    () -> "HF3089 the keys of application " + application
                            + " cannot be compared with the other members' yet; it is tried again");
        } catch (RuntimeException e) {
            hazelcast.close();
            throw e;
        }
        this.place = new DistributorPlace(application, settings, hazelcast, metrics, executor);
        this.distributor = new Distributor(hazelcast.grid(), distributorSettings(settings, ring), place.remote());
        Recovery recovery = new Recovery(hazelcast.grid(), ring);
        Duration handoverLimit = millis(settings, Setting.HANDOVER_LIMIT);
        Duration call = millis(settings, Setting.COMMIT_LIMIT).plus(millis(settings, Setting.OPERATION_LIMIT));
        this.reports = new RecoveryReports(hazelcast.grid(), hazelcast.directory(), application, executor);
        this.sessions = new Sessions(
                hazelcast.grid(),
                distributor,
                recovery,
                beans,
                new Handover(hazelcast.grid(), hazelcast.signals(), recovery, handoverLimit),
                new SessionRules(
                        application,
                        call,
                        handoverLimit,
                        millis(settings, Setting.LEASE),
                        settings.number(Setting.IDEMPOTENCY_KEYS),
                        settings.number(Setting.IDEMPOTENCY_RESULT),
                        Duration.ofMinutes(settings.number(Setting.SESSION_TIMEOUT))),
                metrics,
                reports,
                executor);
        this.operations = new Operations(
                hazelcast.directory(), hazelcast.signals(), hazelcast.grid().clock());
        this.beans = beans;
        this.reactivation = new Reactivation(beans, manager);
        this.errands = new Errands(operations, hazelcast.grid().cluster(), recovery, sessions, reactivation);
        this.watch = new OrphanWatch(
                hazelcast.grid(),
                hazelcast.directory(),
                operations::drained,
                recovery,
                sessions,
                metrics,
                reactivation,
                reports,
                settings.is(Setting.RECOVERY, "eager"),
                settings.number(Setting.RECOVERY_CONCURRENCY),
                executor);
        this.board = new MetricsBoard(hazelcast.directory(), application);
        this.configurations = new MetricsBoard(hazelcast.directory(), MetricsBoard.CONFIGURATION, application);
        this.configuration = settings.toJson(application, memberName(), beans.pinned());
        guarded(this::register).run();
        guarded(this::tidy).run();
        subscriptions.add(JmxBean.register(metrics, application, memberName()));
        subscriptions.add(hazelcast
                .signals()
                .onSignal(message ->
                        Handover.read(message, sessions.departures()::asked, sessions.departures()::missed)));
        subscriptions.add(hazelcast.signals().onSignal(this::operate));
        subscriptions.add(hazelcast.grid().cluster().onChange(this::changed));
        Garbage garbage = new Garbage(hazelcast.grid(), call.multipliedBy(2));
        every(LOOK_SECONDS, this::register);
        every(LOOK_SECONDS, watch::look);
        every(LOOK_SECONDS, errands::look);
        every(MAINTENANCE_SECONDS, operations::tidy);
        every(LOOK_SECONDS, place::refresh);
        every(MAINTENANCE_SECONDS, this::maintain);
        every(GARBAGE_SECONDS, () -> collect(garbage, call));
        every(METRICS_SECONDS, this::postMetrics);
        every(GARBAGE_SECONDS, this::tidy);
        LOG.log(
                Level.INFO,
                "HF3000 application {0} runs on member {1}; its sessions tolerate {2} lost members",
                new Object[] {application, memberName(), tolerate});
    }

    private static DistributorSettings distributorSettings(Settings settings, Keyring keys) {
        String scheme = settings.text(Setting.SCHEME);
        return new DistributorSettings(
                settings.number(Setting.INLINE),
                settings.number(Setting.LARGEST_STATE),
                millis(settings, Setting.COMMIT_LIMIT),
                settings.is(Setting.SHORTAGE, "refuse"),
                scheme.isEmpty() ? Optional.empty() : Optional.of(Scheme.parse(scheme)),
                keys);
    }

    private static Duration millis(Settings settings, Setting setting) {
        return Duration.ofMillis(settings.number(setting));
    }

    private void after(long millis, Runnable work) {
        tasks.removeIf(Future::isDone);
        tasks.add(executor.schedule(guarded(work), millis, TimeUnit.MILLISECONDS));
    }

    private void every(long seconds, Runnable work) {
        tasks.add(executor.scheduleWithFixedDelay(guarded(work), seconds, seconds, TimeUnit.SECONDS));
    }

    /** A scheduled task that throws is never run again; so it must not. */
    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.WARNING, e, () -> "HF3046 maintenance failed; it is tried again");
            }
        };
    }

    private static void collect(Garbage garbage, Duration limit) {
        int removed = garbage.collect()
                .toCompletableFuture()
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (removed > 0) {
            LOG.log(Level.INFO, "HF3047 {0} fragments that no manifest needs were removed", removed);
        }
    }

    /** A signal of the grid: somebody asked for something, or sessions wait for a new owner. */
    private void operate(String message) {
        if (message.equals(Operations.SIGNAL)) {
            try {
                after(0, errands::look);
                after(LOOK_AFTER_OPERATION, watch::look);
            } catch (RejectedExecutionException e) {
                LOG.log(Level.FINE, "HF3048 the application ends; others look after its sessions", e);
            }
        }
    }

    /**
     * Again and again: where a majority is asked for, the first members of a cluster can write nothing yet, and others may
     * have taken out what this member said, when they thought it gone.
     */
    private void register() {
        hazelcast.directory().putIfAbsent(registration(), memberName());
        keys.compare();
    }

    private void tidy() {
        DeadEntries.sweep(hazelcast.directory(), hazelcast.grid().cluster().view());
        configurations.post(self(), configuration);
    }

    private void maintain() {
        sessions.maintenance().maintain();
        watch.maintained();
    }

    private void postMetrics() {
        board.post(
                self(),
                metrics.toJson(
                        sessions.application(),
                        memberName(),
                        hazelcast.grid().clock().millis()));
    }

    private void changed(Cluster.Change change) {
        reports.noteLoss(change);
        boolean loss = !change.left().isEmpty();
        try {
            if (loss) {
                for (long delay : LOOKS_AFTER_LOSS) {
                    after(delay, watch::look);
                }
            }
            if (loss || !change.lostSlots().isEmpty()) {
                after(MAINTENANCE_AFTER_LOSS, this::maintain);
            }
            if (loss) {
                after(MAINTENANCE_AFTER_LOSS, this::tidy);
            }
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "HF3048 the application ends; others look after its sessions", e);
        }
    }

    /** The sessions that run here. */
    public Sessions sessions() {
        return sessions;
    }

    /**
     * The plain bean of a session, created if it is not there.
     *
     * @throws IllegalArgumentException if the class is no such bean
     */
    public <T> T instance(LiveSession session, Class<T> bean) {
        return reactivation.create(session, beans.plain(bean));
    }

    /**
     * Does something in a session on the calling thread.
     *
     * @param key an idempotency key, or null
     * @throws UnknownSessionException if there is no such session
     * @throws Exception what the work throws, or what kept a checkpoint from being published after its transaction
     */
    public <T> T run(String id, String key, Callable<T> work) throws Exception {
        if (key != null && !IdempotencyKeys.isOne(key)) {
            throw new IllegalArgumentException("HF3079 an idempotency key " + IdempotencyKeys.FORM);
        }
        LiveSession session = sessions.resume(id)
                .orElseThrow(() -> new UnknownSessionException(
                        "HF3053 session '" + id + "' is unknown in the cluster, or has ended", null));
        List<RuntimeException> failures = new ArrayList<>();
        T result;
        try (Binding bound = Binding.to(session, failures::add)) {
            bound.session();
            if (key != null) {
                bound.key(key);
            }
            result = work.call();
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
        return result;
    }

    /** What people call this member. */
    public String memberName() {
        ClusterView view = hazelcast.grid().cluster().view();
        return view.member(view.self()).map(Member::name).orElse(view.self());
    }

    /** Asked for each time: a member that was shut out comes back with another id. */
    private String self() {
        return hazelcast.grid().cluster().view().self();
    }

    private String registration() {
        return OrphanWatch.APPLICATIONS + sessions.application() + '/' + self();
    }

    /** Hands the sessions over and leaves. What cannot be handed over any more, others find as orphans. */
    @Override
    public void close() {
        tasks.forEach(task -> task.cancel(false));
        for (AutoCloseable subscription : subscriptions) {
            quietly(subscription);
        }
        quietly(() -> hazelcast.directory().remove(registration()));
        for (LiveSession session : sessions.all()) {
            quietly(() -> sessions.departures().release(session, Optional.empty()));
        }
        executor.shutdownNow();
        quietly(() -> board.withdraw(self()));
        quietly(() -> configurations.withdraw(self()));
        quietly(distributor);
        quietly(place);
        quietly(hazelcast);
    }

    /** At the end the grid may be gone already, and nothing here may keep the others from being closed. */
    private static void quietly(AutoCloseable work) {
        try {
            work.close();
        } catch (Exception e) {
            LOG.log(Level.FINE, "HF3049 while leaving", e);
        }
    }
}
