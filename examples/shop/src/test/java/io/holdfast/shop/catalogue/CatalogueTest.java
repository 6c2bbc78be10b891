// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static final Product LINE = product("HF-0001", "Dock line, 10 m", "Rope", "Nylon with an eye.");
    private static final Product ANCHOR = product("HF-0002", "Scoop anchor", "Ground tackle", "For a boat of 10 m.");
    private static final Product RODE = product("HF-0003", "Anchor rode", "Rope", "Chain and nylon.");

    private final Catalogue catalogue = new Catalogue(List.of(LINE, ANCHOR, RODE));

    @Test
    void nothingAskedFindsAllInTheirOrder() {
        assertThat(search("", "")).containsExactly(LINE, ANCHOR, RODE);
        assertThat(search("  ", "")).containsExactly(LINE, ANCHOR, RODE);
    }

    @Test
    void everyWordMustOccurInAnyCase() {
        assertThat(search("NYLON eye", "")).containsExactly(LINE);
        assertThat(search("nylon kettle", "")).isEmpty();
    }

    @Test
    void wordsAreFoundInSkuAndCategory() {
        assertThat(search("hf-0003", "")).containsExactly(RODE);
        assertThat(search("tackle", "")).containsExactly(ANCHOR);
    }

    @Test
    void productsWithTheWordInTheirNameComeFirst() {
        Product cleat = product("HF-0004", "Horn cleat", "Hardware", "For a dock line.");
        Product line = product("HF-0005", "Dock line", "Rope", "Nylon.");

        assertThat(new Catalogue(List.of(cleat, line))
                        .search("dock line", "", 0, 20)
                        .products())
                .containsExactly(line, cleat);
    }

    @Test
    void aCategoryNarrowsASearch() {
        assertThat(search("anchor", "Rope")).containsExactly(RODE);
        assertThat(search("", "Paint")).isEmpty();
    }

    @Test
    void thePagesTogetherAreTheWholeAndPastTheLastThereIsNothing() {
        List<Product> all = new ArrayList<>();
        for (int page = 0; page < 3; page++) {
            ProductPage found = catalogue.search("", "", page, 2);
            assertThat(found.total()).isEqualTo(3);
            all.addAll(found.products());
        }

        assertThat(all).containsExactly(LINE, ANCHOR, RODE);
        assertThat(catalogue.search("", "", Integer.MAX_VALUE, 100).products()).isEmpty();
    }

    @Test
    void categoriesAreCountedInTheirOrder() {
        assertThat(catalogue.categories()).containsExactly(new Category("Rope", 2), new Category("Ground tackle", 1));
    }

    @Test
    void aSkuFindsItsProductOrNone() {
        assertThat(catalogue.find("HF-0002")).contains(ANCHOR);
        assertThat(catalogue.find("HF-9999")).isEmpty();
    }

    private List<Product> search(String text, String category) {
        return catalogue.search(text, category, 0, 20).products();
    }

    private static Product product(String sku, String name, String category, String description) {
        return new Product(sku, name, category, new BigDecimal("2.10"), description);
    }
}
