// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueFileTest {

    private static final String HEADER = "sku,name,category,price,description\n";

    @Test
    void aLineBecomesAProduct() throws IOException {
        assertThat(read(HEADER + "HF-0001,\"Line, 10 mm\",Rope,2.10,Laid.\n"))
                .containsExactly(new Product("HF-0001", "Line, 10 mm", "Rope", new BigDecimal("2.10"), "Laid."));
    }

    @Test
    void anotherHeaderIsAMistakeInLineOne() {
        assertMistake("sku;name\n", "HF5402 test.csv, line 1: the header is 'sku;name'");
    }

    @Test
    void anEmptyFileIsAMistake() {
        assertMistake("", "line 1: no product follows");
    }

    @Test
    void aHeaderAloneIsAMistake() {
        assertMistake(HEADER, "line 2: no product follows");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HF-0002,Line,Rope,2.10 | it has 4 fields, not 5",
                "HF-0002,Line,Rope,2.10,Laid,again | it has 6 fields, not 5",
                "HF-02,Line,Rope,2.10,Laid | the SKU 'HF-02' is not HF- and four digits",
                "HF-0001,Line,Rope,2.10,Laid | the SKU 'HF-0001' stands already in line 2",
                "HF-0002,,Rope,2.10,Laid | the name has 0 characters, not 1 to 80",
                "HF-0002,Line,,2.10,Laid | the category has 0 characters, not 1 to 40",
                "HF-0002,Line,Rope,2.10, | the description has 0 characters, not 1 to 240",
                "HF-0002,Line,Rope,2.1,Laid | the price '2.1' is not an amount such as 12.30",
                "HF-0002,Line,Rope,-2.10,Laid | the price '-2.10' is not an amount such as 12.30",
                "HF-0002,Line,Rope,0.00,Laid | the price 0.00 is not above zero",
                "HF-0002,\"Line,Rope,2.10,Laid | the quote in column 9 is not closed",
            })
    void aMistakeIsNamedWithItsLine(String line, String mistake) {
        assertMistake(HEADER + "HF-0001,Line,Rope,2.10,Laid\n" + line + "\n", "test.csv, line 3: " + mistake);
    }

    @Test
    void aNameThatIsTooLongIsRefused() {
        assertMistake(
                HEADER + "HF-0001," + "n".repeat(81) + ",Rope,2.10,Laid\n",
                "line 2: the name has 81 characters, not 1 to 80");
    }

    @Test
    void thePackagedCatalogueIsValidAndVaried() {
        List<Product> products = CatalogueFile.packaged();

        assertThat(products).hasSizeBetween(300, 400);
        assertThat(products).extracting(Product::name).doesNotHaveDuplicates();
        assertThat(products.stream().map(Product::category).distinct()).hasSizeGreaterThanOrEqualTo(12);
    }

    private static List<Product> read(String text) throws IOException {
        return CatalogueFile.read("test.csv", new StringReader(text));
    }

    private static void assertMistake(String text, String message) {
        assertThatExceptionOfType(CatalogueException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining(message);
    }
}
