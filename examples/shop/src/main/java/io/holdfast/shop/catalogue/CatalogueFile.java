// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads a catalogue: CSV in UTF-8, a header, then one product a line. The first mistake ends the reading. */
final class CatalogueFile {

    private static final String PACKAGED = "catalogue.csv";
    private static final String HEADER = "sku,name,category,price,description";
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,6}\\.[0-9]{2}");

    private final String source;
    private final List<Product> products = new ArrayList<>();
    private final Map<String, Integer> lineOfSku = new HashMap<>();

    private CatalogueFile(String source) {
        this.source = source;
    }

    /** The catalogue that the application was packaged with. */
    static List<Product> packaged() {
        try (InputStream file = CatalogueFile.class.getResourceAsStream(PACKAGED)) {
            if (file == null) {
                throw new IOException("it is not in the WAR");
            }
            return read(PACKAGED, new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CatalogueException(
                    "HF5401 " + PACKAGED + " cannot be read: " + e.getMessage() + ". Build the WAR again.", e);
        }
    }

    /**
     * Reads to the end. Does not close the reader.
     *
     * @param source what an error calls the file
     * @throws CatalogueException if a line is not a valid product, a SKU stands twice, or there is no product
     * @throws IOException if the reader fails
     */
    static List<Product> read(String source, Reader reader) throws IOException {
        CatalogueFile file = new CatalogueFile(source);
        BufferedReader lines = new BufferedReader(reader);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            file.line(++number, line);
        }
        if (file.products.isEmpty()) {
            throw file.mistake(number + 1, new IllegalArgumentException("no product follows"));
        }
        return List.copyOf(file.products);
    }

    private void line(int number, String line) {
        try {
            if (number == 1) {
                requireHeader(line);
            } else {
                add(number, CsvLine.split(line));
            }
        } catch (IllegalArgumentException e) {
            throw mistake(number, e);
        }
    }

    private static void requireHeader(String line) {
        if (!line.equals(HEADER)) {
            throw new IllegalArgumentException("the header is '" + line + "', not '" + HEADER + "'");
        }
    }

    private void add(int number, List<String> fields) {
        if (fields.size() != 5) {
            throw new IllegalArgumentException("it has " + fields.size() + " fields, not 5: " + HEADER);
        }
        Product product =
                new Product(fields.get(0), fields.get(1), fields.get(2), amount(fields.get(3)), fields.get(4));
        Integer earlier = lineOfSku.putIfAbsent(product.sku(), number);
        if (earlier != null) {
            throw new IllegalArgumentException("the SKU '" + product.sku() + "' stands already in line " + earlier);
        }
        products.add(product);
    }

    private static BigDecimal amount(String text) {
        if (!AMOUNT.matcher(text).matches()) {
            throw new IllegalArgumentException("the price '" + text + "' is not an amount such as 12.30");
        }
        return new BigDecimal(text);
    }

    private CatalogueException mistake(int line, IllegalArgumentException cause) {
        return new CatalogueException(
                "HF5402 " + source + ", line " + line + ": " + cause.getMessage()
                        + ". Correct the line and build again.",
                cause);
    }
}
