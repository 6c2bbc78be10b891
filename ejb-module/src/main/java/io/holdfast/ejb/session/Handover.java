// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.checkpoint.Manifest;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Signals;
import io.holdfast.core.recovery.Orphans;
import io.holdfast.core.recovery.Recovery;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the owner of a session to give it up. The message is a hint that may be lost; the truth is the manifest.
 * Thread-safe.
 */
final class Handover {

    private static final String CHECKPOINT = "([A-Za-z0-9._-]{1,64}/[A-Za-z0-9_-]{1,64})";
    private static final Pattern RELEASE =
            Pattern.compile("HF1 release " + CHECKPOINT + " (\\d{1,18}) ([A-Za-z0-9-]{1,64})");
    private static final Pattern RESTORE = Pattern.compile("HF1 restore " + CHECKPOINT);

    private static final long PAUSE_MILLIS = 5;

    /** A question may come before its receiver knows that the session is not its own any more, or while a call ends. */
    private static final int RESTORES = 10;

    private static final Duration RESTORE_PAUSE = Duration.ofMillis(800);

    private final Grid grid;
    private final Signals signals;
    private final Recovery recovery;
    private final Duration limit;

    Handover(Grid grid, Signals signals, Recovery recovery, Duration limit) {
        this.grid = grid;
        this.signals = signals;
        this.recovery = recovery;
        this.limit = limit;
    }

    /**
     * What a message asks for.
     *
     * @param epoch of the owner that shall give the session up
     * @param asker the id of the member that wants it
     */
    record Request(CheckpointId id, long epoch, String asker) {}

    /** Asks, and waits until the session was released, its owner is gone, or the limit has passed. */
    void ask(Manifest manifest) {
        long epoch = manifest.version().epoch();
        signals.send("HF1 release " + manifest.id().key() + ' ' + epoch + ' '
                + grid.cluster().view().self());
        await(
                manifest.id(),
                now -> Orphans.isOrphan(grid.cluster().view(), now)
                        || now.version().epoch() != epoch,
                limit);
    }

    /**
     * The session cannot be put together from its fragments: asks who handed it over a moment ago, or from whom it was
     * taken, to store it again.
     *
     * @param epoch in which this member owns it
     * @return whether somebody took it to do so: to be claimed again then
     */
    boolean restored(CheckpointId id, long epoch) {
        for (int asked = 0; asked < RESTORES; asked++) {
            signals.send("HF1 restore " + id.key());
            if (await(id, now -> now.version().epoch() != epoch, RESTORE_PAUSE)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the manifest becomes so, or is gone, within the limit. */
    private boolean await(CheckpointId id, Predicate<Manifest> wanted, Duration limit) {
        long until = System.nanoTime() + limit.toNanos();
        try {
            while (System.nanoTime() - until < 0) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                if (recovery.manifest(id)
                        .toCompletableFuture()
                        .get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS)
                        .map(wanted::test)
                        .orElse(true)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The claim that follows decides and reports; nothing is known here that it does not find out.
            return false;
        }
        return false;
    }

    /**
     * Reads a message; what is not one of ours is left alone.
     *
     * @param release is told of a checkpoint that another member wants
     * @param restore is told of a checkpoint that another member cannot put together
     */
    static void read(String message, Consumer<Request> release, Consumer<CheckpointId> restore) {
        Matcher matcher = RELEASE.matcher(message);
        if (matcher.matches()) {
            release.accept(new Request(
                    CheckpointId.parse(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3)));
            return;
        }
        matcher = RESTORE.matcher(message);
        if (matcher.matches()) {
            restore.accept(CheckpointId.parse(matcher.group(1)));
        }
    }
}
