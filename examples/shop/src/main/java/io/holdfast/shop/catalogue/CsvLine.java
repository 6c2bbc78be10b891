// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.catalogue;

import java.util.ArrayList;
import java.util.List;

/** One line of comma-separated values: a field in double quotes may hold commas, and {@code ""} for a quote. */
final class CsvLine {

    private final String line;
    private int at;

    private CsvLine(String line) {
        this.line = line;
    }

    /**
     * Splits a line into its fields.
     *
     * @throws IllegalArgumentException if a quote is not closed, or stands where none may stand; the message has the
     *     column, counted from 1
     */
    static List<String> split(String line) {
        CsvLine rest = new CsvLine(line);
        List<String> fields = new ArrayList<>();
        fields.add(rest.field());
        while (rest.at < line.length()) {
            rest.at++; // the comma at which the field before has ended
            fields.add(rest.field());
        }
        return fields;
    }

    private String field() {
        return at < line.length() && line.charAt(at) == '"' ? quoted() : plain();
    }

    private String plain() {
        int comma = line.indexOf(',', at);
        int end = comma < 0 ? line.length() : comma;
        int quote = line.indexOf('"', at);
        if (quote >= 0 && quote < end) {
            throw new IllegalArgumentException(
                    "a quote in column " + (quote + 1) + " inside a field that does not begin with one");
        }
        String field = line.substring(at, end);
        at = end;
        return field;
    }

    private String quoted() {
        int opened = at++;
        StringBuilder field = new StringBuilder();
        while (true) {
            int quote = line.indexOf('"', at);
            if (quote < 0) {
                throw new IllegalArgumentException("the quote in column " + (opened + 1) + " is not closed");
            }
            field.append(line, at, quote);
            at = quote + 1;
            if (at == line.length() || line.charAt(at) == ',') {
                return field.toString();
            }
            if (line.charAt(at) != '"') {
                throw new IllegalArgumentException("text after the closing quote in column " + (quote + 1));
            }
            field.append('"');
            at++;
        }
    }
}
