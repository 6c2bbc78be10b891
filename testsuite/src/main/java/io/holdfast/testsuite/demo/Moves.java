// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** When a shopper who was at a member first got a correct reply from another one. Safe for several threads. */
final class Moves {

    private final Map<String, Long> first = new ConcurrentHashMap<>();

    /**
     * A correct reply came.
     *
     * @param from the name of the member that gave this shopper's last correct reply
     * @param to the name of the member that gave this one
     * @param now epoch milliseconds
     */
    void correctReply(String from, String to, long now) {
        if (!from.equals(to)) {
            first.putIfAbsent(from, now);
        }
    }

    /** Begins anew for a member that is about to be killed. */
    void forget(String from) {
        first.remove(from);
    }

    /** When the first shopper of this member was served elsewhere, epoch milliseconds. */
    OptionalLong first(String from) {
        Long at = first.get(from);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }
}
