// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.checkpoint.ManifestFormat;
import io.holdfast.core.checkpoint.UnreadableFormatException;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * All sessions of all applications, from their manifests, as the last look found them. Looking goes slot by slot: what a
 * keeper does not answer in time stays as it was and is looked at again, so a list is never held up by a member that is
 * dying. Asking costs no call to the grid, and nobody who asks waits for sessions to be sorted and added up: that is part
 * of the look. Thread-safe; one look at a time.
 *
 * <p>Fragments are not read. A status says what owner, manifest and cluster view tell: whether the owner lives, and
 * whether each slot has a keeper of its own that is not the owner. A fragment that is gone or changed although its slot
 * has a keeper is seen by {@link StripeMap} only.
 *
 * <p>Of each session some 300 bytes are kept, and its manifest without the state that may stand in it: some 50 bytes for
 * each of its redundancy groups. Beyond {@value #MOST} sessions, more are counted but not kept.
 */
public final class Census {

    /** Sessions that are kept: some 120 MB. */
    public static final int MOST = 200_000;

    private static final int PARALLEL = 4;

    private final Grid grid;
    private final ManifestSource source;
    private final AtomicReferenceArray<Map<CheckpointId, Entry>> slots;
    private final AtomicInteger kept = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private volatile Look look = new Look(0, 0, 0, 0);
    private volatile Count last;

    /**
     * What a look at all slots found.
     *
     * @param number how many there were before; 0: there was none yet
     * @param takenAt when it ended, epoch milliseconds
     * @param millis how long it took
     * @param unanswered slots whose keeper did not answer; what is known of them is older
     */
    public record Look(long number, long takenAt, long millis, int unanswered) {}

    /** One session: its summary, and its manifest without an inline state to judge it by again. */
    private record Entry(SessionSummary summary, byte[] manifest, int checksum, int length, ClusterView judgedBy) {}

    /** Counts in that grid; nothing is looked at yet. */
    public Census(Grid grid, ManifestSource source) {
        this.grid = grid;
        this.source = source;
        this.slots =
                new AtomicReferenceArray<>(Math.max(1, grid.cluster().view().slotCount()));
    }

    /** Looks at all slots, some at the same time on threads of that executor. Blocks until all have answered or not. */
    public synchronized Look look(Executor executor) {
        long begun = grid.clock().nanos();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger unanswered = new AtomicInteger();
        left.set(0);
        List<CompletableFuture<Void>> workers = new ArrayList<>();
        for (int i = 0; i < PARALLEL; i++) {
            workers.add(CompletableFuture.runAsync(
                    () -> {
                        for (int slot = next.getAndIncrement(); slot < slots.length(); slot = next.getAndIncrement()) {
                            if (!look(slot)) {
                                unanswered.incrementAndGet();
                            }
                        }
                    },
                    executor));
        }
        workers.forEach(CompletableFuture::join);
        List<SessionSummary> sessions = sessions();
        Look ended = new Look(
                look.number() + 1, grid.clock().millis(), (grid.clock().nanos() - begun) / 1_000_000, unanswered.get());
        Count count = new Count(sessions, ended, left.get());
        count.totals();
        last = count;
        look = ended; // after what it found, so that who sees it finds that
        return ended;
    }

    private List<SessionSummary> sessions() {
        List<SessionSummary> sessions = new ArrayList<>(kept.get());
        for (int slot = 0; slot < slots.length(); slot++) {
            Map<CheckpointId, Entry> entries = slots.get(slot);
            if (entries != null) {
                entries.values().forEach(entry -> sessions.add(entry.summary()));
            }
        }
        sessions.sort(Count.ORDER);
        return sessions;
    }

    /** Whether the slot answered. */
    private boolean look(int slot) {
        Map<CheckpointId, byte[]> found;
        try {
            found = source.in(slot);
        } catch (StoreException e) {
            return false;
        }
        ClusterView view = grid.cluster().view();
        Map<CheckpointId, Entry> before = slots.get(slot);
        Map<CheckpointId, Entry> now = new HashMap<>();
        int more = before == null ? 0 : before.size();
        for (Map.Entry<CheckpointId, byte[]> one : found.entrySet()) {
            if (kept.get() + now.size() - more >= MOST) {
                left.incrementAndGet();
                continue;
            }
            Entry known = before == null ? null : before.get(one.getKey());
            entry(view, one.getKey(), one.getValue(), known)
                    .ifPresent(entry -> now.put(entry.summary().id(), entry));
        }
        kept.addAndGet(now.size() - more);
        slots.set(slot, now);
        return true;
    }

    /** Nothing for a session that has ended, where that is written down for the moment. */
    @SuppressWarnings("ReferenceEquality") // the cluster gives a new view for every change, and the same one until then
    private Optional<Entry> entry(ClusterView view, CheckpointId id, byte[] bytes, Entry known) {
        int checksum = bytes.length < Integer.BYTES ? 0 : ByteBuffer.wrap(bytes).getInt(bytes.length - Integer.BYTES);
        boolean same = known != null && known.checksum() == checksum && known.length() == bytes.length;
        if (same && known.judgedBy() == view) {
            return Optional.of(known);
        }
        CheckpointId key = known == null ? id : known.summary().id();
        try {
            Manifest manifest = ManifestFormat.decode(key, bytes);
            if (manifest.isEnded()) {
                return Optional.empty();
            }
            SessionSummary summary = summary(view, manifest, bytes.length);
            byte[] rest = summary.stateBytes() < bytes.length ? ManifestFormat.encode(withoutState(manifest)) : bytes;
            return Optional.of(new Entry(summary, rest, checksum, bytes.length, view));
        } catch (UnreadableFormatException e) {
            return Optional.of(new Entry(
                    SessionSummary.unreadable(key, e.getMessage()), new byte[0], checksum, bytes.length, view));
        }
    }

    private SessionSummary summary(ClusterView view, Manifest manifest, int manifestBytes) {
        int copies = grid.manifests().copies();
        Protection protection = Protection.judge(view, copies, manifest, Evidence.ofView(view));
        return SessionSummary.of(view, copies, manifest, manifestBytes, protection);
    }

    private static Manifest withoutState(Manifest manifest) {
        return new Manifest(
                manifest.id(),
                manifest.version(),
                manifest.owner(),
                manifest.tolerate(),
                manifest.createdAt(),
                manifest.updatedAt(),
                withoutState(manifest.current()),
                manifest.fallback().map(Census::withoutState).orElse(null));
    }

    private static Layout withoutState(Layout layout) {
        return layout.isInline()
                ? new Layout(layout.version(), layout.codec(), "", 0, layout.digest(), List.of(), new byte[0])
                : layout;
    }

    /** The last look. */
    public Look lastLook() {
        return look;
    }

    /**
     * All sessions as the last look found them, in order: the same object until the next look has ended. While the first
     * one is under way, what it has found so far.
     */
    public Count take() {
        Count count = last;
        return count == null ? new Count(sessions(), look, left.get()) : count;
    }

    /**
     * Hands out every readable manifest, without the state that may stand in it, with what is known of the session.
     * Decoding takes some microseconds each.
     */
    public void each(Consumer<Judged> consumer) {
        for (int slot = 0; slot < slots.length(); slot++) {
            Map<CheckpointId, Entry> entries = slots.get(slot);
            if (entries != null) {
                for (Entry entry : entries.values()) {
                    if (entry.manifest().length > 0) {
                        Manifest manifest =
                                ManifestFormat.decode(entry.summary().id(), entry.manifest());
                        consumer.accept(new Judged(slot, manifest, entry.summary()));
                    }
                }
            }
        }
    }

    /**
     * A session with its manifest.
     *
     * @param slot where the manifest stands
     * @param manifest without an inline state
     * @param summary as it was judged
     */
    public record Judged(int slot, Manifest manifest, SessionSummary summary) {}
}
