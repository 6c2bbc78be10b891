// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import com.dynatrace.hash4j.hashing.Hashing;
import io.holdfast.core.checkpoint.StripingFormat.Answer;
import io.holdfast.core.checkpoint.StripingFormat.Order;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Mail;
import io.holdfast.core.port.Mail.Address;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Lets another member form and stripe the new groups of a checkpoint, so that the production member sends each byte once
 * and computes no parity. The production member still names and places the groups and publishes the manifest: what the
 * other one does gives the same fragments under the same keys as its own work would, so that doing it again, for an
 * answer that was lost or came late, changes nothing. Thread-safe.
 */
public final class RemoteStriping implements AutoCloseable {

    /** A member that did not answer is left alone for so long. */
    private static final Duration REST = Duration.ofSeconds(5);

    private final Grid grid;
    private final Mail mail;
    private final Address here;
    private final Supplier<Collection<Address>> helpers;
    private final Duration limit;
    private final Cluster.Subscription subscription;
    private final AtomicLong numbers;
    private final Map<Long, CompletableFuture<Boolean>> open = new ConcurrentHashMap<>();
    private final Map<String, Long> resting = new ConcurrentHashMap<>();
    private final AtomicLong helped = new AtomicLong();
    private final AtomicLong unhelped = new AtomicLong();

    /**
     * Opens the box for answers; {@link #close()} closes it.
     *
     * @param here where answers go; no other listener may have that box
     * @param helpers members that form and stripe for others; must return at once
     * @param limit how long an answer is waited for
     */
    public RemoteStriping(Grid grid, Mail mail, Address here, Supplier<Collection<Address>> helpers, Duration limit) {
        this.grid = grid;
        this.mail = mail;
        this.here = here;
        this.helpers = helpers;
        this.limit = limit;
        this.numbers = new AtomicLong(grid.clock().nanos());
        this.subscription = mail.open(here, this::answered);
    }

    /** Completes with whether another member stored all fragments; if not, some of them may be stored. Never fails. */
    CompletionStage<Boolean> store(CheckpointId checkpoint, List<NewGroup> groups) {
        if (groups.isEmpty()) {
            return CompletableFuture.completedStage(true);
        }
        Optional<Address> chosen = helper(checkpoint);
        if (chosen.isEmpty()) {
            unhelped.incrementAndGet();
            return CompletableFuture.completedStage(false);
        }
        long number = numbers.incrementAndGet();
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        open.put(number, answer);
        String member = chosen.orElseThrow().member();
        mail.send(chosen.orElseThrow(), StripingFormat.encode(new Order(number, here, checkpoint, groups)));
        if (!answer.isDone()) {
            grid.clock().after(limit).thenRun(() -> {
                if (answer.complete(false)) {
                    resting.values().removeIf(until -> grid.clock().nanos() - until >= 0);
                    resting.put(member, grid.clock().nanos() + REST.toNanos());
                }
            });
        }
        return answer.thenApply(stored -> {
            open.remove(number);
            (stored ? helped : unhelped).incrementAndGet();
            return stored;
        });
    }

    /** The same member for a checkpoint each time, while it is there and answers: load spreads over all of them. */
    private Optional<Address> helper(CheckpointId checkpoint) {
        ClusterView view = grid.cluster().view();
        long now = grid.clock().nanos();
        return helpers.get().stream()
                .filter(address ->
                        view.has(address.member()) && !address.member().equals(view.self()))
                .filter(address -> now - resting.getOrDefault(address.member(), now) >= 0)
                .max(Comparator.comparingLong(
                        address -> Hashing.xxh3_64().hashCharsToLong(checkpoint.key() + '@' + address)));
    }

    private void answered(byte[] message) {
        try {
            if (StripingFormat.decode(message) instanceof Answer answer) {
                CompletableFuture<Boolean> waiting = open.get(answer.number());
                if (waiting != null) {
                    waiting.complete(answer.stored());
                }
            }
        } catch (UnreadableFormatException e) {
            return; // the order that it may belong to ends by its limit, and is done here
        }
    }

    /** How many checkpoints another member striped. */
    public long helped() {
        return helped.get();
    }

    /** How many the production member striped itself, because nobody was there, answered in time, or could. */
    public long unhelped() {
        return unhelped.get();
    }

    /** Closes the box; what is under way ends by its limit. */
    @Override
    public void close() {
        subscription.close();
    }
}
