// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.chaos;

import io.holdfast.testsuite.load.CartHistory;
import io.holdfast.testsuite.load.CartItem;
import io.holdfast.testsuite.load.CartVerdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges the history of one customer, who makes one call at a time: everything that is read is the last acknowledged state
 * or the one in flight, versions never go back, a change has a new version, and nobody but its owner answers for an epoch.
 * For one thread.
 */
final class Judge {

    private final CartHistory history = new CartHistory();
    private final Map<Long, String> owners = new HashMap<>();
    private long epoch;
    private long sequence;

    /** Goes on with the next event; answers what is wrong with it, nothing if all is well. */
    List<String> judge(Event event) {
        List<String> wrong = new ArrayList<>();
        event.call().filter(call -> !event.again()).ifPresent(history::begin);
        event.seen().ifPresent(seen -> {
            boolean change = event.call().isPresent() && !event.again();
            if (event.call().isPresent()) {
                history.acknowledge();
                if (seen.count() != history.acknowledged().size()) {
                    wrong.add("the reply counts " + seen.count() + " items instead of "
                            + history.acknowledged().size());
                }
            } else {
                wrong.addAll(read(seen.items().orElseThrow()));
            }
            wrong.addAll(version(seen, change));
        });
        return wrong;
    }

    private List<String> read(List<CartItem> items) {
        CartVerdict verdict = CartVerdict.of(history, items);
        if (history.isUnknown() && items.equals(history.withCallInFlight())) {
            history.acknowledge();
        }
        return verdict.problems();
    }

    private List<String> version(Event.Seen seen, boolean change) {
        List<String> wrong = new ArrayList<>();
        int order = Long.compare(seen.epoch(), epoch);
        if (order == 0) {
            order = Long.compare(seen.sequence(), sequence);
        }
        if (order < 0 || (order == 0 && change)) {
            wrong.add("version " + seen.epoch() + "." + seen.sequence() + " follows " + epoch + "." + sequence);
        }
        String owner = owners.putIfAbsent(seen.epoch(), seen.member());
        if (owner != null && !owner.equals(seen.member())) {
            wrong.add("both " + owner + " and " + seen.member() + " answer for epoch " + seen.epoch());
        }
        epoch = seen.epoch();
        sequence = seen.sequence();
        return wrong;
    }
}
