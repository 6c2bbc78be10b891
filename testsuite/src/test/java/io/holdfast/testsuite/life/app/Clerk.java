// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.life.app;

import jakarta.enterprise.context.Dependent;
import java.util.concurrent.atomic.AtomicInteger;

/** A collaborator that is injected. It is not serializable: a checkpoint that took it along would fail. */
@Dependent
public class Clerk {

    private static final AtomicInteger CLERKS = new AtomicInteger();

    private final int number = CLERKS.incrementAndGet();

    /** Which one it is, of all that were made on this member. */
    public int number() {
        return number;
    }
}
