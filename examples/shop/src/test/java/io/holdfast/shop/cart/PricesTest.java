// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.cart;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {

    private final Prices prices = new Prices();

    @Test
    void anEmptyCartCostsNothingNotEvenShipping() {
        assertThat(prices.totals(List.of())).isEqualTo(totals(0, "0.00", "0.00", "0.00", "0.00"));
    }

    @Test
    void linesAddUpAndShippingIsAdded() {
        assertThat(prices.totals(List.of(item("HF-0001", 2, "2.10"), item("HF-0002", 1, "10.00"))))
                .isEqualTo(totals(2, "14.20", "0.00", "6.90", "21.10"));
    }

    @ParameterizedTest
    @CsvSource({"9, 0.00", "10, 0.50", "24, 1.20", "25, 2.50", "49, 4.90", "50, 7.50", "99, 14.85"})
    void theDiscountGrowsWithThePieces(int pieces, BigDecimal discount) {
        assertThat(prices.totals(List.of(item("HF-0001", pieces, "1.00"))).discount())
                .isEqualTo(discount);
    }

    @Test
    void piecesOfOneProductCountTogetherOverItsLines() {
        assertThat(prices.totals(List.of(item("HF-0001", 6, "1.00"), item("HF-0001", 4, "1.00")))
                        .discount())
                .isEqualTo(new BigDecimal("0.50"));
    }

    @Test
    void piecesOfTwoProductsDoNotCountTogether() {
        assertThat(prices.totals(List.of(item("HF-0001", 6, "1.00"), item("HF-0002", 4, "1.00")))
                        .discount())
                .isEqualTo(new BigDecimal("0.00"));
    }

    @Test
    void aDiscountIsRoundedHalfUp() {
        // 5 % of 12.10 is 0.605
        assertThat(prices.totals(List.of(item("HF-0001", 10, "1.21"))).discount())
                .isEqualTo(new BigDecimal("0.61"));
    }

    @ParameterizedTest
    @CsvSource({"149.99, 6.90", "150.00, 0.00"})
    void shippingIsFreeFromOneHundredAndFifty(BigDecimal price, BigDecimal shipping) {
        assertThat(prices.totals(List.of(item("HF-0001", 1, price.toPlainString())))
                        .shipping())
                .isEqualTo(shipping);
    }

    @Test
    void whatTheDiscountTakesOffDoesNotCountForFreeShipping() {
        // 10 x 15.00 - 5 % = 142.50
        assertThat(prices.totals(List.of(item("HF-0001", 10, "15.00"))))
                .isEqualTo(totals(1, "150.00", "7.50", "6.90", "149.40"));
    }

    private static Item item(String sku, int quantity, String price) {
        return new Item("a", sku, quantity, "", new BigDecimal(price));
    }

    private static Totals totals(int lines, String goods, String discount, String shipping, String total) {
        return new Totals(
                lines,
                new BigDecimal(goods),
                new BigDecimal(discount),
                new BigDecimal(shipping),
                new BigDecimal(total));
    }
}
