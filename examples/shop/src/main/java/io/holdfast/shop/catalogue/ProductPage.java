// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.catalogue;

import java.util.List;

/**
 * One page of a search.
 *
 * @param total how many products match on all pages together
 * @param products those of this page; none past the last page
 */
public record ProductPage(int total, List<Product> products) {

    /** Copies the list. */
    public ProductPage {
        products = List.copyOf(products);
    }
}
