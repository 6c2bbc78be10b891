// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.catalogue;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A product on the shelf. Every instance is valid: the constructor refuses what the page could not show.
 *
 * @param sku the stock keeping unit, {@code HF-} and four digits
 * @param name 1 to 80 characters
 * @param category 1 to 40 characters
 * @param price in euros, above zero, two decimals
 * @param description 1 to 240 characters
 */
public record Product(String sku, String name, String category, BigDecimal price, String description) {

    private static final Pattern SKU = Pattern.compile("HF-[0-9]{4}");

    /**
     * @throws IllegalArgumentException if a value is out of its bounds; the message names the value and the bound
     */
    public Product {
        if (!SKU.matcher(sku).matches()) {
            throw new IllegalArgumentException("the SKU '" + sku + "' is not HF- and four digits");
        }
        requireText("name", name, 80);
        requireText("category", category, 40);
        requireText("description", description, 240);
        if (price.signum() <= 0 || price.scale() != 2) {
            throw new IllegalArgumentException(
                    "the price " + price.toPlainString() + " is not above zero with two decimals, as in 12.30");
        }
    }

    private static void requireText(String what, String text, int limit) {
        if (text.isBlank() || text.length() > limit) {
            throw new IllegalArgumentException(
                    "the " + what + " has " + text.strip().length() + " characters, not 1 to " + limit);
        }
    }
}
