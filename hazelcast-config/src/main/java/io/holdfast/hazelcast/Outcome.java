// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.partition.NoDataMemberInClusterException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import io.holdfast.core.port.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What became of one operation on the grid. However it fails, it fails as a {@link StoreException} that says what is
 * known.
 */
final class Outcome<T> extends CompletableFuture<T> {

    /** What kind of operation it is. */
    enum Kind {
        /** Changes nothing. */
        READ,
        /** Has the same effect however often it is done. */
        REPEATABLE,
        /** Has its effect only if what stands there is what was expected. */
        CONDITIONAL
    }

    private final String operation;
    private final Kind kind;

    /**
     * An operation under way.
     *
     * @param operation what it is, for the message
     * @param kind what kind of operation it is
     */
    Outcome(String operation, Kind kind) {
        this.operation = operation;
        this.kind = kind;
    }

    /** Completes it as Hazelcast says. */
    void settle(T value, Throwable failure) {
        if (failure == null) {
            complete(value);
        } else {
            completeExceptionally(failure);
        }
    }

    /** Completes it as the stage does, on the same thread. */
    void follow(CompletionStage<T> sent) {
        sent.whenCompleteAsync(this::settle, Runnable::run);
    }

    /** Completes it as never sent. */
    void refuse(Throwable cause) {
        completeExceptionally(refused(cause));
    }

    /** Gives up after the limit. */
    Outcome<T> within(Duration limit) {
        orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /**
     * Waits for an outcome, or for a stage after it.
     *
     * @throws StoreException what it failed with
     */
    static <T> T join(CompletableFuture<T> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException failure ? failure : e;
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return super.completeExceptionally(translate(failure));
    }

    private StoreException translate(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StoreException known) {
            return known;
        }
        // Both are thrown before anything is executed. No try that may have been executed came before: a conditional
        // write
        // is not sent again, and a repeatable one is sent again only when all it may have changed died with its member.
        if (kind == Kind.READ
                || cause instanceof SplitBrainProtectionException
                || cause instanceof NoDataMemberInClusterException) {
            return refused(cause);
        }
        if (cause instanceof TimeoutException) {
            return new StoreException.Unknown(
                    "HF2022 " + operation + " had no answer within the time limit; it may still happen", cause);
        }
        return new StoreException.Unknown("HF2021 " + operation + " may or may not have happened: " + cause, cause);
    }

    private StoreException refused(Throwable cause) {
        return new StoreException.Refused("HF2020 " + operation + " changed nothing: " + cause, cause);
    }
}
