// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a cart is exactly what its history allows: every acknowledged item once, in order and unchanged, and nothing else
 * than possibly the call in flight.
 *
 * @param problems what is wrong, for a person; empty if the cart is exact
 */
public record CartVerdict(List<String> problems) {

    /** Copies the list. */
    public CartVerdict {
        problems = List.copyOf(problems);
    }

    public static CartVerdict of(CartHistory history, List<CartItem> actual) {
        if (actual.equals(history.acknowledged()) || actual.equals(history.withCallInFlight())) {
            return new CartVerdict(List.of());
        }
        return new CartVerdict(problems(history, actual));
    }

    public boolean exact() {
        return problems.isEmpty();
    }

    private static List<String> problems(CartHistory history, List<CartItem> actual) {
        Map<String, CartItem> possible = byReference(history.acknowledged());
        possible.putAll(byReference(history.withCallInFlight()));
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (CartItem item : actual) {
            CartItem known = possible.get(item.reference());
            if (!seen.add(item.reference())) {
                problems.add(item.reference() + " is there more than once");
            } else if (known == null) {
                problems.add(item.reference() + " was removed, or never added");
            } else if (!known.equals(item)) {
                problems.add(item.reference() + " is changed");
            }
        }
        for (CartItem item : history.acknowledged()) {
            // An item that the call in flight takes out may be there or not
            if (!seen.contains(item.reference()) && history.withCallInFlight().contains(item)) {
                problems.add(item.reference() + " was acknowledged and is lost");
            }
        }
        return problems.isEmpty() ? List.of("the items are in another order") : problems;
    }

    private static Map<String, CartItem> byReference(List<CartItem> items) {
        Map<String, CartItem> map = new LinkedHashMap<>();
        items.forEach(item -> map.put(item.reference(), item));
        return map;
    }
}
