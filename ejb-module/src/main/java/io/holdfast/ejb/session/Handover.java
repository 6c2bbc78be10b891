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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the owner of a session to give it up. The message is a hint that may be lost; the truth is the manifest.
 * Thread-safe.
 */
final class Handover {

    private static final Pattern MESSAGE =
            Pattern.compile("HF1 release ([A-Za-z0-9._-]{1,64}/[A-Za-z0-9_-]{1,64}) (\\d{1,18}) ([A-Za-z0-9-]{1,64})");

    private static final long PAUSE_MILLIS = 5;

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
        long until = System.nanoTime() + limit.toNanos();
        signals.send("HF1 release " + manifest.id().key() + ' '
                + manifest.version().epoch() + ' '
                + grid.cluster().view().self());
        try {
            while (System.nanoTime() - until < 0) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                boolean free = recovery.manifest(manifest.id())
                        .toCompletableFuture()
                        .get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS)
                        .map(now -> Orphans.isOrphan(grid.cluster().view(), now)
                                || now.version().epoch() != manifest.version().epoch())
                        .orElse(true);
                if (free) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The claim that follows decides and reports; nothing is known here that it does not find out.
            return;
        }
    }

    /** Reads a message; what is not one of ours is left alone. */
    static void read(String message, Consumer<Request> asked) {
        Matcher matcher = MESSAGE.matcher(message);
        if (matcher.matches()) {
            asked.accept(new Request(
                    CheckpointId.parse(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3)));
        }
    }
}
