// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.cluster;

import java.net.URI;

/** One member of a cluster, as one sees it from outside: an address that answers until it is killed. */
public interface Member {

    /** The name, such as {@code n1}. */
    String name();

    /** Where it answers HTTP, such as {@code http://127.0.0.1:8081}, without a slash at the end. */
    URI uri();

    /** Whether its process runs. A paused member is alive. */
    boolean alive();

    /** Ends it at once, as a crash does: nothing is flushed, nothing is said to the others. Returns when it is gone. */
    void kill9();
}
