// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.chaos;

import io.holdfast.testsuite.load.CartCall;
import io.holdfast.testsuite.load.CartItem;
import java.util.List;
import java.util.Optional;

/**
 * One exchange of a customer with a member, as it was seen from outside.
 *
 * @param begun when it was sent, epoch milliseconds
 * @param ended when there was a reply, or none any more
 * @param asked the member that was asked
 * @param call what was to be changed; empty if the cart was read
 * @param again whether the same call was sent before, with unknown outcome
 * @param status of HTTP; 0 if there was no whole reply
 * @param said the beginning of what was said, if it was no success
 * @param seen what a successful reply told
 */
record Event(
        long begun,
        long ended,
        String asked,
        Optional<CartCall> call,
        boolean again,
        int status,
        String said,
        Optional<Seen> seen) {

    /**
     * What a successful reply told.
     *
     * @param member that answered, as it calls itself
     * @param epoch of the session
     * @param sequence of its last checkpoint
     * @param count how many items the cart holds
     * @param items which; empty in the reply to a change
     */
    record Seen(String member, long epoch, long sequence, int count, Optional<List<CartItem>> items) {}

    /** One line, without the notes of items. */
    @Override
    public String toString() {
        String what = call.map(c -> c instanceof CartCall.Add add
                        ? "add " + add.item().reference()
                        : "remove " + ((CartCall.Remove) c).reference())
                .orElse("read");
        String outcome = seen.map(s -> "by " + s.member() + " version " + s.epoch() + "." + s.sequence() + " count "
                        + s.count()
                        + s.items()
                                .map(list -> list.stream()
                                        .map(CartItem::reference)
                                        .toList()
                                        .toString())
                                .orElse(""))
                .orElse(said);
        return begun + " +" + (ended - begun) + " ms " + asked + " " + what + (again ? " (again)" : "") + ": " + status
                + " " + outcome;
    }
}
