// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.cart;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The rules that turn lines into an amount to pay. Holds no state, so threads share it freely.
 *
 * <p>Volume discount by product, over all lines that hold it: 5 % from 10 pieces, 10 % from 25, 15 % from 50. Shipping
 * is 6.90 and free from 150.00 after discount.
 */
@ApplicationScoped
public class Prices {

    private static final BigDecimal NOTHING = new BigDecimal("0.00");
    private static final BigDecimal SHIPPING = new BigDecimal("6.90");
    private static final BigDecimal SHIPPED_FREE_FROM = new BigDecimal("150.00");

    /** What these lines come to. */
    public Totals totals(Collection<Item> items) {
        Map<String, Integer> pieces = new HashMap<>();
        Map<String, BigDecimal> amounts = new HashMap<>();
        for (Item item : items) {
            pieces.merge(item.sku(), item.quantity(), Integer::sum);
            amounts.merge(item.sku(), item.amount(), BigDecimal::add);
        }
        BigDecimal goods = amounts.values().stream().reduce(NOTHING, BigDecimal::add);
        BigDecimal discount = amounts.entrySet().stream()
                .map(entry -> percentOf(entry.getValue(), discountPercent(pieces.get(entry.getKey()))))
                .reduce(NOTHING, BigDecimal::add);
        BigDecimal shipping = shipping(items.isEmpty(), goods.subtract(discount));
        return new Totals(
                items.size(),
                goods,
                discount,
                shipping,
                goods.subtract(discount).add(shipping));
    }

    private static int discountPercent(int pieces) {
        if (pieces >= 50) {
            return 15;
        }
        if (pieces >= 25) {
            return 10;
        }
        return pieces >= 10 ? 5 : 0;
    }

    private static BigDecimal percentOf(BigDecimal amount, int percent) {
        return amount.multiply(BigDecimal.valueOf(percent, 2)).setScale(2, RoundingMode.HALF_UP);
    }

    private static BigDecimal shipping(boolean empty, BigDecimal toPay) {
        return empty || toPay.compareTo(SHIPPED_FREE_FROM) >= 0 ? NOTHING : SHIPPING;
    }
}
