// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A bean of 100 line items, 16 KiB as Java serialization writes it. */
final class Basket implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int ITEMS = 100;

    private final List<LineItem> items = new ArrayList<>();
    private String customer = "customer 4711";
    private int revision;

    /** One line. */
    static final class LineItem implements Serializable {
        private static final long serialVersionUID = 1L;
        private final String sku;
        private final String name;
        private int quantity;
        private final BigDecimal price;
        private final Instant added;

        LineItem(int number) {
            sku = "HF-" + (100_000 + number * 7_919 % 90_000);
            name = "line item number " + number + " with a description of " + number * 31 + " words";
            quantity = number % 5;
            price = new BigDecimal("12.3" + number);
            added = Instant.ofEpochSecond(1_700_000_000L + number * 17L, number * 1_000L);
        }

        @Override
        public String toString() {
            return quantity + " x " + sku + ' ' + name + ' ' + price + ' ' + added;
        }
    }

    Basket() {
        for (int number = 0; number < ITEMS; number++) {
            items.add(new LineItem(number));
        }
    }

    /** One item changes, as in a business call. */
    void change() {
        LineItem item = items.get(revision % ITEMS);
        item.quantity++;
        revision++;
    }

    /** Everything in it, to compare. */
    @Override
    public String toString() {
        return customer + ' ' + revision + ' ' + items;
    }
}
