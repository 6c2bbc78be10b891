// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.ManifestFormat;
import io.holdfast.core.checkpoint.UnreadableFormatException;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Grid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * All sessions of all applications, from their manifests. A count takes one read of each manifest, so it is kept for
 * {@link #FRESH}, however many people look. Thread-safe; blocks while it counts.
 *
 * <p>Fragments are not read. A status says what owner, manifest and cluster view tell: whether the owner lives, and
 * whether each slot has a keeper of its own that is not the owner. A fragment that is gone or changed although its slot
 * has a keeper is seen by {@link StripeMap} only.
 */
public final class Census {

    /** How old a count may be. */
    static final Duration FRESH = Duration.ofMillis(500);

    /** Manifests that are asked for at the same time: with 64 KiB inline states, 16 MiB on their way here. */
    private static final int BATCH = 256;

    private final Grid grid;
    private Count last;

    /** Counts in that grid. */
    public Census(Grid grid) {
        this.grid = grid;
    }

    /**
     * A count.
     *
     * @param sessions all, sorted by application and id
     * @param takenAt of the grid's clock, nanoseconds
     */
    public record Count(List<SessionSummary> sessions, long takenAt) {

        /** Copies the list. */
        public Count {
            sessions = List.copyOf(sessions);
        }

        /** How many sessions each member owns, by its id. */
        public Map<String, Integer> byOwner() {
            Map<String, Integer> owned = new HashMap<>();
            for (SessionSummary session : sessions) {
                session.owner().ifPresent(owner -> owned.merge(owner, 1, Integer::sum));
            }
            return owned;
        }

        /** How many sessions there are of each status; all of them are keys. */
        public Map<Status, Integer> byStatus() {
            Map<Status, Integer> counted = new EnumMap<>(Status.class);
            for (Status status : Status.values()) {
                counted.put(status, 0);
            }
            sessions.forEach(session -> counted.merge(session.protection().status(), 1, Integer::sum));
            return counted;
        }

        /** Bytes of all states. */
        public long stateBytes() {
            return sessions.stream().mapToLong(SessionSummary::stateBytes).sum();
        }

        /** Bytes that all states take in the cluster, as {@link SessionSummary#storedBytes()} counts. */
        public long storedBytes() {
            return sessions.stream().mapToLong(SessionSummary::storedBytes).sum();
        }

        /** The sessions that a page shows. */
        public List<SessionSummary> on(Page page) {
            int from = Math.min(page.offset(), sessions.size());
            return sessions.subList(from, Math.min(sessions.size(), from + page.limit()));
        }
    }

    /**
     * Counts, unless the last count is fresh.
     *
     * @throws io.holdfast.core.port.StoreException if the grid does not answer in time
     */
    public synchronized Count take() {
        if (last == null || grid.clock().nanos() - last.takenAt() > FRESH.toNanos()) {
            last = count();
        }
        return last;
    }

    private Count count() {
        List<CheckpointId> ids = new ArrayList<>(grid.manifests().all());
        ids.sort(Comparator.comparing(CheckpointId::application).thenComparing(CheckpointId::session));
        List<SessionSummary> sessions = new ArrayList<>(ids.size());
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<CheckpointId> batch = ids.subList(from, Math.min(ids.size(), from + BATCH));
            List<CompletableFuture<Optional<byte[]>>> found = batch.stream()
                    .map(id -> grid.manifests().get(id).toCompletableFuture())
                    .toList();
            for (int i = 0; i < batch.size(); i++) {
                CheckpointId id = batch.get(i);
                Waiting.join(found.get(i)).ifPresent(bytes -> sessions.add(summary(id, bytes)));
            }
        }
        return new Count(sessions, grid.clock().nanos());
    }

    private SessionSummary summary(CheckpointId id, byte[] bytes) {
        ClusterView view = grid.cluster().view();
        int copies = grid.manifests().copies();
        try {
            Manifest manifest = ManifestFormat.decode(id, bytes);
            Protection protection = Protection.judge(view, copies, manifest, Evidence.ofView(view));
            return SessionSummary.of(view, copies, manifest, bytes.length, protection);
        } catch (UnreadableFormatException e) {
            return SessionSummary.unreadable(id, e.getMessage());
        }
    }
}
