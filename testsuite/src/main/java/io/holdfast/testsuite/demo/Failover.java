// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import java.util.OptionalLong;

/**
 * What followed the kill of one member. Times are milliseconds since the kill; empty where it did not happen.
 *
 * @param member that was killed
 * @param carts that it owned
 * @param firstReactivated when the first of them lived on another member
 * @param lastReactivated when the last one did
 * @param firstReply when the first shopper of this member got a correct reply from another one
 * @param whole whether, within the time that was given, no cart belonged to the dead member any more
 */
record Failover(
        String member,
        int carts,
        OptionalLong firstReactivated,
        OptionalLong lastReactivated,
        OptionalLong firstReply,
        boolean whole) {}
