// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import static io.holdfast.core.sim.EventLoop.MS;

import io.holdfast.core.port.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One operation of a store, as the member that asks for it sees it: sent to the keeper of the slot, sent again where
 * that is allowed, and given up at its limit.
 */
final class Invocation<T> {

    private static final long TRY_PAUSE = 20 * MS;
    private static final long RESEND = 300 * MS;

    /** What may be done when an answer is lost. */
    enum Kind {
        /** Changes nothing: sent again, and refused in the end. */
        READ,
        /** Has the same effect however often it is done: sent again, and unknown in the end. */
        REPEATABLE,
        /** Sent again only by a store that does; else unknown. */
        CONDITIONAL
    }

    /** What the keeper does. */
    interface Work<T> {
        void on(Node keeper, Consumer<Answer<T>> reply);
    }

    private final World world;
    private final Node caller;
    private final String what;
    private final int slot;
    private final Kind kind;
    private final Work<T> work;
    private final long until;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private int tries;
    private int target = Table.NOBODY;
    private boolean executed;
    private boolean refused;

    private Invocation(World world, Node caller, String what, int slot, Kind kind, Work<T> work) {
        this.world = world;
        this.caller = caller;
        this.what = what;
        this.slot = slot;
        this.kind = kind;
        this.work = work;
        this.until = world.loop().now() + Scenario.OPERATION_LIMIT;
    }

    /** Begins; completes within the limit of the store. */
    static <T> CompletableFuture<T> start(World world, Node caller, String what, int slot, Kind kind, Work<T> work) {
        Invocation<T> invocation = new Invocation<>(world, caller, what, slot, kind, work);
        caller.pending().add(invocation);
        invocation.attempt();
        invocation.watch();
        return invocation.result;
    }

    private void attempt() {
        if (result.isDone()) {
            return;
        }
        if (caller.isMinority()) {
            refuse(tries == 0);
            return;
        }
        target = caller.table().primary(slot);
        if (target == Table.NOBODY) {
            again();
            return;
        }
        int attempt = ++tries;
        Node keeper = world.node(target);
        world.network().send(caller, keeper, () -> serve(keeper, attempt));
    }

    /** While there is no answer, sends again where that is allowed, until the limit. */
    private void watch() {
        long left = until - world.loop().now();
        caller.after(Math.min(left, RESEND), () -> {
            if (result.isDone()) {
                return;
            }
            if (world.loop().now() >= until) {
                expire();
                return;
            }
            if (kind != Kind.CONDITIONAL || world.scenario().resends()) {
                attempt();
            }
            watch();
        });
    }

    /** On the keeper. A message that comes twice never takes back what the first one did. */
    private void serve(Node keeper, int attempt) {
        if (refused || keeper.isMinority() || !keeper.serves(slot)) {
            if (!executed) {
                Answer.Kind answer = keeper.isMinority() ? Answer.Kind.REFUSED : Answer.Kind.RETRY;
                reply(keeper, attempt, Answer.of(answer));
            }
            return;
        }
        executed = true;
        work.on(keeper, answer -> reply(keeper, attempt, answer));
    }

    private void reply(Node keeper, int attempt, Answer<T> answer) {
        world.network().send(keeper, caller, () -> answered(attempt, answer));
    }

    private void answered(int attempt, Answer<T> answer) {
        if (result.isDone()) {
            return;
        }
        switch (answer.kind()) {
            case DONE -> {
                if (kind == Kind.CONDITIONAL && caller.isUnsettled(slot)) {
                    unknown("members were lost a moment ago, and not all copies are there again");
                    return;
                }
                caller.pending().remove(this);
                result.complete(answer.value());
            }
            case RETRY -> {
                if (attempt == tries) {
                    again();
                }
            }
            case UNCONFIRMED -> unknown("not all copies confirmed it");
            case REFUSED -> refuse(tries == 1);
        }
    }

    private void again() {
        if (!result.isDone()) {
            caller.after(TRY_PAUSE, this::attempt);
        }
    }

    /** The caller learned of a newer table: who is not in it will not answer. */
    void membersChanged(Table table) {
        if (result.isDone() || target == Table.NOBODY || table.has(target)) {
            return;
        }
        if (kind == Kind.CONDITIONAL && !world.scenario().resends()) {
            unknown("the keeper is gone");
        } else {
            target = Table.NOBODY;
            again();
        }
    }

    private void expire() {
        if (kind == Kind.READ) {
            refuse(true);
        } else {
            unknown("no answer in time");
        }
    }

    private void refuse(boolean certain) {
        if (!certain && kind != Kind.READ) {
            unknown("refused, after an earlier try");
            return;
        }
        refused = true;
        fail(new StoreException.Refused("HF1410 " + what + " is refused", null));
    }

    private void unknown(String why) {
        fail(new StoreException.Unknown("HF1411 " + what + ": " + why, null));
    }

    private void fail(StoreException failure) {
        if (world.trace().isOn()) {
            world.trace().line(caller.id(), failure.getMessage());
        }
        caller.pending().remove(this);
        result.completeExceptionally(failure);
    }
}
