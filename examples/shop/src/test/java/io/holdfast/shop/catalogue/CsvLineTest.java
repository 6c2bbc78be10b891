// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CsvLineTest {

    @Test
    void commasSeparate() {
        assertThat(CsvLine.split("a,b c,d")).containsExactly("a", "b c", "d");
    }

    @Test
    void aQuotedFieldHoldsCommas() {
        assertThat(CsvLine.split("\"a,b\",c")).containsExactly("a,b", "c");
    }

    @Test
    void twoQuotesInAQuotedFieldAreOne() {
        assertThat(CsvLine.split("a,\"8\"\" cleat\"")).containsExactly("a", "8\" cleat");
    }

    @Test
    void fieldsMayBeEmptyAtBothEnds() {
        assertThat(CsvLine.split(",a,")).containsExactly("", "a", "");
        assertThat(CsvLine.split("\"\",")).containsExactly("", "");
        assertThat(CsvLine.split("")).containsExactly("");
    }

    @Test
    void aQuoteThatIsNotClosedIsNamedByItsColumn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvLine.split("a,\"b"))
                .withMessage("the quote in column 3 is not closed");
    }

    @Test
    void textAfterAClosingQuoteIsNamedByItsColumn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvLine.split("\"a\"b,c"))
                .withMessage("text after the closing quote in column 3");
    }

    @Test
    void aQuoteInsideAPlainFieldIsNamedByItsColumn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvLine.split("a,b\"c"))
                .withMessage("a quote in column 4 inside a field that does not begin with one");
    }

    @Test
    void whatWasQuotedIsReadBack() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<String> fields = IntStream.rangeClosed(0, random.nextInt(5))
                    .mapToObj(i -> text(random))
                    .toList();
            String line = fields.stream()
                    .map(field -> '"' + field.replace("\"", "\"\"") + '"')
                    .collect(Collectors.joining(","));
            assertThat(CsvLine.split(line)).as("seed %d, line %s", seed, line).isEqualTo(fields);
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(6), 0, 4)
                .mapToObj(i -> "a,\" ".substring(i, i + 1))
                .collect(Collectors.joining());
    }
}
