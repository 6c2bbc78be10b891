// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.load;

import java.util.List;
import java.util.Optional;

/**
 * What was acknowledged of one cart, and the one call whose outcome is not known. Nothing else can be in the cart: that is
 * what the demo proves. Not safe for several threads.
 */
public final class CartHistory {

    private List<CartItem> acknowledged = List.of();
    private int calls;
    private Optional<CartCall> inFlight = Optional.empty();

    /** A call is about to be sent. */
    public void begin(CartCall call) {
        if (inFlight.isPresent()) {
            throw new IllegalStateException("A shopper makes one call at a time");
        }
        inFlight = Optional.of(call);
    }

    /** The call in flight took effect: its reply said so, or the cart was seen to hold it. From now on it must not get lost. */
    public void acknowledge() {
        acknowledged = withCallInFlight();
        inFlight = Optional.empty();
        calls++;
    }

    /** What the cart must hold if the call in flight has not taken effect. */
    public List<CartItem> acknowledged() {
        return acknowledged;
    }

    /** What the cart must hold if the call in flight has taken effect. */
    public List<CartItem> withCallInFlight() {
        return inFlight.map(call -> call.appliedTo(acknowledged)).orElse(acknowledged);
    }

    /** The call whose outcome is not known, if there is one. */
    public Optional<CartCall> inFlight() {
        return inFlight;
    }

    /** How many calls were acknowledged. */
    public int calls() {
        return calls;
    }

    /** Whether there is a call whose outcome is not known. */
    public boolean isUnknown() {
        return inFlight.isPresent();
    }
}
