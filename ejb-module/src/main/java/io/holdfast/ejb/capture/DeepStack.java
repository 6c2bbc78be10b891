// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Reading a nested graph takes more stack than writing it; what could be written must be readable. */
final class DeepStack {

    /** Levels of nesting that are read at most: more than the stack of a server's thread lets anybody write. */
    static final int LEVELS = 20_000;

    /** Enough for those; the system gives a thread only what it touches. */
    private static final long STACK_BYTES = 256L << 20;

    private DeepStack() {}

    /** Works on the calling thread, and if its stack is not enough, once more on one with a deep stack. */
    static <T> T call(Supplier<T> work) {
        try {
            return work.get();
        } catch (StackOverflowError shallow) {
            CompletableFuture<T> result = new CompletableFuture<>();
            Thread thread = new Thread(
                    null,
                    () -> {
                        try {
                            result.complete(work.get());
                        } catch (RuntimeException | Error e) {
                            result.completeExceptionally(e);
                        }
                    },
                    "holdfast-deep-restore",
                    STACK_BYTES);
            thread.setDaemon(true);
            thread.start();
            try {
                return result.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
        }
    }
}
