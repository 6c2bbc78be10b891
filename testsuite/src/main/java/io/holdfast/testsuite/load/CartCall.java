// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.load;

import java.util.ArrayList;
import java.util.List;

/** A call that changes a cart. */
public sealed interface CartCall {

    /** What the cart holds after the call if it held {@code items} before. */
    List<CartItem> appliedTo(List<CartItem> items);

    /** Puts an item at the end. */
    record Add(CartItem item) implements CartCall {
        @Override
        public List<CartItem> appliedTo(List<CartItem> items) {
            List<CartItem> more = new ArrayList<>(items);
            more.add(item);
            return List.copyOf(more);
        }
    }

    /** Takes an item out; the others keep their order. */
    record Remove(String reference) implements CartCall {
        @Override
        public List<CartItem> appliedTo(List<CartItem> items) {
            return items.stream()
                    .filter(item -> !item.reference().equals(reference))
                    .toList();
        }
    }
}
