// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.metrics;

import io.holdfast.core.port.Directory;

/**
 * Where members post what they counted, for the console: {@code metrics/APPLICATION/MEMBER}, with the id of the member,
 * as {@link Metrics#toJson} writes it. Every method blocks while the directory answers. Thread-safe.
 */
public final class MetricsBoard {

    /** What every key begins with. */
    public static final String METRICS = "metrics/";

    private final Directory directory;
    private final String prefix;

    /** The configuration in force stands under {@code config/APPLICATION/MEMBER} in the same way. */
    public static final String CONFIGURATION = "config/";

    /** For what one application counts. */
    public MetricsBoard(Directory directory, String application) {
        this(directory, METRICS, application);
    }

    /** For something else that each member of an application tells, under a beginning of its own. */
    public MetricsBoard(Directory directory, String beginning, String application) {
        this.directory = directory;
        this.prefix = beginning + application + '/';
    }

    /** Posts what a member counted, over what it posted before. */
    public void post(String member, String json) {
        directory.put(prefix + member, json);
    }

    /** Takes back what a member posted. */
    public void withdraw(String member) {
        directory.remove(prefix + member);
    }
}
