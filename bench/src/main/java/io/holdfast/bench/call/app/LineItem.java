// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench.call.app;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;

/** One line of a basket, about 160 bytes as Java serialization writes it. */
public final class LineItem implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String sku;
    private final String name;
    private int quantity;
    private final BigDecimal price;
    private final Instant added;

    LineItem(int number) {
        sku = "HF-" + (100_000 + number * 7_919 % 90_000);
        name = "line item number " + number + " with a description of " + number * 31 + " words";
        price = new BigDecimal("12.3" + number);
        added = Instant.ofEpochSecond(1_700_000_000L + number * 17L, number * 1_000L);
    }

    int more() {
        return ++quantity;
    }

    @Override
    public String toString() {
        return quantity + " x " + sku + ' ' + name + ' ' + price + ' ' + added;
    }
}
