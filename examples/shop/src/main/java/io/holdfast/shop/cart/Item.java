// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.cart;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A line of a cart. Every instance is valid.
 *
 * @param reference names the line in its cart, chosen by the client so that it can repeat a request whose answer it did
 *     not see: 1 to 64 of {@code A-Z a-z 0-9 . _ -}
 * @param sku of a product
 * @param quantity 1 to 99
 * @param note what the customer wrote, up to 2,000 characters, may be empty
 * @param price of one piece at the time it was put into the cart, in euros
 */
public record Item(String reference, String sku, int quantity, String note, BigDecimal price) implements Serializable {

    /** The largest quantity. */
    public static final int MAX_QUANTITY = 99;

    /** The longest note, in characters. */
    public static final int MAX_NOTE = 2_000;

    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /**
     * @throws CartException if the reference, the quantity or the note is out of its bounds
     */
    public Item {
        if (reference == null || !REFERENCE.matcher(reference).matches()) {
            throw new CartException(
                    "HF5411", "The reference must be 1 to 64 letters, digits, dots, underscores or hyphens.");
        }
        if (quantity < 1 || quantity > MAX_QUANTITY) {
            throw new CartException(
                    "HF5412", "The quantity is " + quantity + "; it must be 1 to " + MAX_QUANTITY + ".");
        }
        if (note.length() > MAX_NOTE) {
            throw new CartException(
                    "HF5413", "The note has " + note.length() + " characters; it may have " + MAX_NOTE + ".");
        }
    }

    /** Price times quantity, before any discount. */
    public BigDecimal amount() {
        return price.multiply(BigDecimal.valueOf(quantity));
    }
}
