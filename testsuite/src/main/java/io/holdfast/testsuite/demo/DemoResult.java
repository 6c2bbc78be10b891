// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import io.holdfast.testsuite.load.CartVerdict;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What came out.
 *
 * @param options what was asked for
 * @param carts every cart
 * @param acknowledged how many calls were acknowledged
 * @param storage before the first kill
 * @param failovers one for each kill, in order
 */
record DemoResult(
        DemoOptions options, List<Cart> carts, int acknowledged, Observer.Storage storage, List<Failover> failovers) {

    DemoResult {
        carts = List.copyOf(carts);
        failovers = List.copyOf(failovers);
    }

    /**
     * A cart in the end.
     *
     * @param name for a person
     * @param verdict whether it is exact
     * @param unknown whether the outcome of its last call is not known
     */
    record Cart(String name, CartVerdict verdict, boolean unknown) {}

    int exact() {
        return (int) carts.stream().filter(cart -> cart.verdict().exact()).count();
    }

    int unknown() {
        return (int) carts.stream().filter(Cart::unknown).count();
    }

    boolean nothingLost() {
        return exact() == carts.size();
    }

    /** The longest of a time over all kills. */
    OptionalLong worst(Function<Failover, OptionalLong> time) {
        return failovers.stream()
                .map(time)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .max();
    }
}
