// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.operation;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.Clock;
import io.holdfast.core.port.Directory;
import io.holdfast.core.port.Signals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where people leave what they want done, and members find it: entries of the directory, so that a request survives the
 * member that took it, and a signal, so that nobody waits for the next look. Every method blocks as the directory does
 * and fails as it does. Thread-safe.
 *
 * <p>A session's operation is executed by one member, which writes back how far it is. That a member is drained is a
 * state and not an operation: an entry that stands until it is taken back or the member leaves.
 */
public final class Operations {

    /** Says: look for operations, and for who is drained. */
    public static final String SIGNAL = "HF1 operate";

    /** How long one may wait for a member to begin, and run without coming to an end. */
    public static final Duration UNENDED = Duration.ofMinutes(1);

    /** How long one that has ended is shown. */
    public static final Duration SHOWN = Duration.ofHours(1);

    private static final String OPERATIONS = "operation/";
    private static final String DRAINED = "drained/";

    private final Directory directory;
    private final Signals signals;
    private final Clock clock;

    /** Over that directory. */
    public Operations(Directory directory, Signals signals, Clock clock) {
        this.directory = directory;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * Asks for one. The answer shows what was asked; {@link #find} shows what becomes of it.
     *
     * @param target the id of the member that the session shall move to; empty unless it shall
     * @param requestedBy who asks, for people
     */
    public Operation request(Operation.Kind kind, CheckpointId session, String target, String requestedBy) {
        long now = clock.millis();
        String id = "%012x-%08x".formatted(now, ThreadLocalRandom.current().nextInt());
        Operation operation = new Operation(
                id, kind, session, target, requestedBy, now, Operation.State.REQUESTED, "", now, "waits for a member");
        write(operation);
        signals.send(SIGNAL);
        return operation;
    }

    /** One of them, if it is still shown. */
    public Optional<Operation> find(String id) {
        return all().stream().filter(operation -> operation.id().equals(id)).findFirst();
    }

    /** All that are shown, the oldest first. What is not readable as an operation is left out. */
    public List<Operation> all() {
        return directory.entries(OPERATIONS).values().stream()
                .flatMap(text -> Operation.parse(text).stream())
                .toList();
    }

    /** Writes how far one is. */
    public void write(Operation operation) {
        directory.put(OPERATIONS + operation.id(), operation.text());
    }

    /** Asks a member to hand over what it runs and keeps, and to take nothing more. Twice is as good as once. */
    public void drain(String member, String requestedBy) {
        directory.put(DRAINED + member, requestedBy);
        signals.send(SIGNAL);
    }

    /** Lets it take part again. */
    public void undrain(String member) {
        directory.remove(DRAINED + member);
        signals.send(SIGNAL);
    }

    /** Tells every member to look. */
    public void wake() {
        signals.send(SIGNAL);
    }

    /** The ids of the members that are drained. */
    public Set<String> drained() {
        Set<String> members = new TreeSet<>();
        directory.entries(DRAINED).keySet().forEach(key -> members.add(key.substring(DRAINED.length())));
        return members;
    }

    /** Ends what nobody executed, and removes what was shown long enough. Now and then, by any member. */
    public void tidy() {
        long now = clock.millis();
        for (Operation operation : all()) {
            long age = now - operation.changedAt();
            if (operation.state().isFinal()) {
                if (age > SHOWN.toMillis()) {
                    directory.remove(OPERATIONS + operation.id());
                }
            } else if (age > UNENDED.toMillis()) {
                write(operation.with(
                        Operation.State.FAILED,
                        operation.executor(),
                        now,
                        "HF1503 no member that runs the application took it, or the one that did is gone;"
                                + " look whether the session is there, and ask again"));
            }
        }
    }
}
