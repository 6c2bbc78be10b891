// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Directory;
import io.holdfast.core.port.Grid;
import io.holdfast.core.recovery.Orphans;
import io.holdfast.core.recovery.Recovery;
import io.holdfast.ejb.metrics.Metric;
import io.holdfast.ejb.metrics.Metrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Looks for sessions without an owner and recovers those that fall to this member, most recently used first. Looks
 * after each loss of a member and regularly, so that nothing depends on one event. Thread-safe; one look at a time.
 */
final class OrphanWatch {

    private static final Logger LOG = Logger.getLogger("io.holdfast.recovery");

    /** Where members say which applications they run: {@code application/NAME/MEMBER}. */
    static final String APPLICATIONS = "application/";

    private final Grid grid;
    private final Directory directory;
    private final Supplier<Set<String>> drained;
    private final Recovery recovery;
    private final Sessions sessions;
    private final Metrics metrics;
    private final Reactivation reactivation;
    private final RecoveryReports reports;
    private final boolean eager;
    private final int concurrency;
    private final Executor executor;
    private final ReentrantLock looking = new ReentrantLock();

    OrphanWatch(
            Grid grid,
            Directory directory,
            Supplier<Set<String>> drained,
            Recovery recovery,
            Sessions sessions,
            Metrics metrics,
            Reactivation reactivation,
            RecoveryReports reports,
            boolean eager,
            int concurrency,
            Executor executor) {
        this.grid = grid;
        this.directory = directory;
        this.drained = drained;
        this.recovery = recovery;
        this.sessions = sessions;
        this.metrics = metrics;
        this.reactivation = reactivation;
        this.reports = reports;
        this.eager = eager;
        this.concurrency = concurrency;
        this.executor = executor;
    }

    /** Looks once, and recovers what is found; returns when that is done. Does nothing while another look runs. */
    void look() {
        if (!eager || !looking.tryLock()) {
            return;
        }
        try {
            Queue<Manifest> orphans = new ConcurrentLinkedQueue<>(orphans());
            if (orphans.isEmpty()) {
                return;
            }
            List<CompletableFuture<Void>> workers = new ArrayList<>();
            for (int i = 1; i < Math.min(concurrency, orphans.size()); i++) {
                workers.add(CompletableFuture.runAsync(() -> work(orphans), executor));
            }
            work(orphans);
            workers.forEach(CompletableFuture::join);
            reports.tellNews();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    e,
                    () -> "HF3206 the look for orphans of " + sessions.application() + " failed; the next one follows");
        } finally {
            looking.unlock();
        }
    }

    private List<Manifest> orphans() {
        ClusterView view = grid.cluster().view();
        String prefix = APPLICATIONS + sessions.application() + '/';
        Set<String> runners = directory.entries(prefix).keySet().stream()
                .map(key -> key.substring(prefix.length()))
                .filter(view::has)
                .collect(Collectors.toSet());
        runners.add(view.self());
        Set<String> willing = new HashSet<>(runners);
        willing.removeAll(drained.get());
        if (!willing.isEmpty()) {
            runners = willing; // where all are drained, all go on
        }
        List<Manifest> orphans = new ArrayList<>();
        Set<CheckpointId> ids = new LinkedHashSet<>(sessions.doubtful());
        ids.addAll(Orphans.candidates(grid.manifests(), view, sessions.application(), runners));
        for (CheckpointId id : ids) {
            try {
                recovery.manifest(id)
                        .toCompletableFuture()
                        .join()
                        .filter(sessions::isOrphan)
                        .ifPresentOrElse(orphans::add, () -> sessions.settled(id));
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, e, () -> "HF3207 the manifest of " + id + " cannot be read now");
            }
        }
        orphans.sort(Comparator.comparingLong(Manifest::updatedAt).reversed());
        return orphans;
    }

    private void work(Queue<Manifest> orphans) {
        for (Manifest orphan = orphans.poll(); orphan != null; orphan = orphans.poll()) {
            recover(orphan);
        }
    }

    private void recover(Manifest orphan) {
        RecoveryReport report = reports.of(orphan);
        report.claiming(grid.clock().millis());
        long start = System.nanoTime();
        AtomicLong claimed = new AtomicLong();
        try {
            sessions.recover(orphan.id(), () -> claimed.set(System.nanoTime())).ifPresent(session -> {
                long reassembled = System.nanoTime();
                report.claimed(claimed.get() - start, reassembled - claimed.get());
                metrics.record(Metric.CLAIM, reassembled - start);
                reactivation.reactivate(session, session.beanNames());
                long reactivated = System.nanoTime();
                report.reactivated(reactivated - reassembled, grid.clock().millis());
                metrics.record(Metric.REACTIVATE, reactivated - reassembled);
                metrics.count(Metric.RECOVERED);
                LOG.log(Level.FINE, "HF3208 session {0} was reactivated", session.id());
            });
        } catch (RuntimeException | LinkageError e) {
            report.failed();
            metrics.count(Metric.RECOVERY_FAILED);
            LOG.log(Level.WARNING, e, () -> "HF3209 session " + orphan.id() + " could not be recovered");
        }
        reports.tellIfDue(orphan);
    }

    /** Maintenance has looked after all sessions: what was recovered may be as protected as it can be. */
    void maintained() {
        if (!sessions.maintenance().needsProtection()) {
            reports.reprotected();
        }
        reports.tellNews();
    }
}
