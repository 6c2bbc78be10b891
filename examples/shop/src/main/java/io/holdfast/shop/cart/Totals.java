// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.cart;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * What a cart comes to, in euros with two decimals. Serializable, for it is the result of calls that may be repeated with
 * an idempotency key: it is kept with the cart.
 *
 * @param lines how many lines the cart has
 * @param goods the sum of the lines
 * @param discount what the volume discount takes off, zero or above
 * @param shipping what the way to the customer costs
 * @param total goods - discount + shipping
 */
public record Totals(int lines, BigDecimal goods, BigDecimal discount, BigDecimal shipping, BigDecimal total)
        implements Serializable {}
