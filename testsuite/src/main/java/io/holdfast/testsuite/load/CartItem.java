// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.load;

/**
 * A line of a cart as its shopper knows it.
 *
 * @param reference chosen by the shopper, unique in the cart
 * @param sku of a product in the catalogue
 * @param quantity at least 1
 * @param note free text
 */
public record CartItem(String reference, String sku, int quantity, String note) {}
