// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.NotCheckpointed;
import java.util.ArrayList;
import java.util.List;

/** What the beans have in common: a list that calls add to, and ways to go wrong. */
public abstract class Entries {

    private final List<String> entries = new ArrayList<>();
    private byte[] ballast = new byte[0];

    /** For the beans. */
    protected Entries() {}

    /** Adds. */
    public int add(String entry) {
        entries.add(entry);
        return entries.size();
    }

    /** Adds so much that no checkpoint can be made. */
    public void addTooMuch(String entry) {
        entries.add(entry);
        ballast = new byte[100_000];
    }

    /** Makes it small again. */
    public void lighten() {
        ballast = new byte[0];
    }

    /** What was added. */
    @NotCheckpointed
    public List<String> entries() {
        return List.copyOf(entries);
    }

    /** Whether it is too large. */
    @NotCheckpointed
    public boolean isHeavy() {
        return ballast.length > 0;
    }
}
