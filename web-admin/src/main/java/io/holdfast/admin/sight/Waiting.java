// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for what the grid answers; its own time limit bounds the wait. */
final class Waiting {

    private Waiting() {}

    /** The answer, or the exception that the stage failed with, as it is. */
    static <T> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
