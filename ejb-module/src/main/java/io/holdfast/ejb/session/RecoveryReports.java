// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Directory;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Member;
import io.holdfast.core.port.StoreException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What this member recovered of each lost one, told to the cluster for the console. Thread-safe. */
final class RecoveryReports {

    private static final Logger LOG = Logger.getLogger("io.holdfast.recovery");

    /** Where recoveries are reported: {@code recovery/NAME/LOST/MEMBER}. */
    private static final String RECOVERIES = "recovery/";

    private static final String RELEASED = "released";

    private final Grid grid;
    private final Directory directory;
    private final String application;
    private final Executor executor;
    private final Map<String, Loss> losses = new ConcurrentHashMap<>();
    private final Map<String, RecoveryReport> reports = new ConcurrentHashMap<>();

    private record Loss(String name, long at) {}

    /**
     * Of that application.
     *
     * @param executor for what may block
     */
    RecoveryReports(Grid grid, Directory directory, String application, Executor executor) {
        this.grid = grid;
        this.directory = directory;
        this.application = application;
        this.executor = executor;
    }

    /** Notes when which member was lost; quick, for the thread of the grid. */
    void noteLoss(Cluster.Change change) {
        for (Member lost : change.left()) {
            losses.put(lost.id(), new Loss(lost.name(), grid.clock().millis()));
        }
    }

    /** The report about those whose session this orphan was. */
    RecoveryReport of(Manifest orphan) {
        return reports.computeIfAbsent(
                orphan.isReleased() ? RELEASED : orphan.owner(),
                lost -> new RecoveryReport(grid.clock().millis()));
    }

    /**
     * A request was faster than the look for orphans, and brought the session of a lost member here.
     *
     * @param begun when, epoch milliseconds
     * @param claim how long it took until it was claimed, nanoseconds
     * @param reassemble how long from then on until its state was there; the beans are made by the request
     */
    void fetched(Manifest orphan, long begun, long claim, long reassemble) {
        RecoveryReport report = of(orphan);
        report.claiming(begun);
        report.claimed(claim, reassemble);
        report.reactivated(0, grid.clock().millis());
        try {
            executor.execute(() -> tellIfDue(orphan));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "HF3048 the application ends; others look after its sessions", e);
        }
    }

    /** Tells about one, unless it was told a moment ago. What is not told now is told with the next. */
    void tellIfDue(Manifest orphan) {
        if (of(orphan).isDue(grid.clock().millis())) {
            tellNews();
        }
    }

    /** Tells all that is new. What cannot be told now is told later. */
    void tellNews() {
        reports.forEach((lost, report) -> {
            if (!report.isEmpty() && report.isNews()) {
                try {
                    directory.put(key(lost), json(lost, report));
                } catch (StoreException e) {
                    report.news();
                    LOG.log(Level.FINE, e, () -> "HF3210 the report of a recovery cannot be told now; it is later");
                }
            }
        });
    }

    /** What was recovered is as protected as it can be. */
    void reprotected() {
        reports.values().forEach(report -> {
            if (!report.isEmpty()) {
                report.reprotected(grid.clock().millis());
            }
        });
    }

    private String key(String lost) {
        return RECOVERIES
                + application
                + '/'
                + lost
                + '/'
                + grid.cluster().view().self();
    }

    private String json(String lost, RecoveryReport report) {
        Loss loss = losses.getOrDefault(lost, new Loss(lost, report.begunAt()));
        ClusterView view = grid.cluster().view();
        String self = view.member(view.self()).map(Member::name).orElse(view.self());
        return report.toJson(application, self, loss.name(), loss.at());
    }
}
