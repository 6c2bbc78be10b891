// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.life.app;

import java.util.ArrayList;
import java.util.List;

/** The superclass of {@link Journal}: its private fields are state like those of the bean's own class. */
public abstract class Ledger {

    private final List<String> entries = new ArrayList<>();
    private int revision;

    /** For the bean. */
    protected Ledger() {}

    void write(String entry) {
        entries.add(entry);
        revision++;
    }

    List<String> entries() {
        return List.copyOf(entries);
    }

    int revision() {
        return revision;
    }
}
