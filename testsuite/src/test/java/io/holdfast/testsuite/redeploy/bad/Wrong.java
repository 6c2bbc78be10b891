// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.redeploy.bad;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import jakarta.ejb.Stateful;
import java.util.List;
import java.util.Optional;

/** A bean with two fields that cannot be captured. */
@Stateful
@CheckpointScoped
@Checkpointed
public class Wrong {

    private Optional<String> maybe = Optional.empty();
    private List<Thread> threads = List.of();

    /** Answers. */
    public String text() {
        return maybe.orElse("") + threads;
    }
}
