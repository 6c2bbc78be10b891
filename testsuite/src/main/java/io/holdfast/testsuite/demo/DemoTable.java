// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The results as a table for a person. */
final class DemoTable {

    private static final int MOST_SHOWN = 10;

    private DemoTable() {}

    static String of(DemoResult result) {
        StringBuilder table = new StringBuilder();
        int full = result.options().tolerate() + 1;
        row(table, "carts", number(result.carts().size()));
        row(table, "calls acknowledged", number(result.acknowledged()));
        row(
                table,
                "carts that are exact",
                number(result.exact()) + " of " + number(result.carts().size()));
        if (result.unknown() > 0) {
            row(table, "calls whose outcome is unknown", number(result.unknown()) + ", at most one in a cart");
        }
        row(
                table,
                "stored, times the state",
                String.format(
                        Locale.ROOT,
                        "%.2f   (full replication with the same tolerance: %d)",
                        result.storage().ratio(),
                        full));
        table.append('\n');
        List<Failover> kills = result.failovers();
        row(table, "killed with kill -9", kills, Failover::member);
        row(table, "carts that lived there", kills, kill -> number(kill.carts()));
        row(table, "first cart lives elsewhere", kills, kill -> time(kill.firstReactivated()));
        row(table, "last cart lives elsewhere", kills, kill -> time(kill.lastReactivated()));
        row(table, "first reply to its shoppers", kills, kill -> time(kill.firstReply()));
        damage(table, result);
        return table.toString();
    }

    private static void damage(StringBuilder table, DemoResult result) {
        result.failovers().stream()
                .filter(kill -> !kill.whole())
                .forEach(kill -> table.append("\n  HF5122 Not all carts of " + kill.member()
                        + " were recovered in the time that was given."));
        result.carts().stream()
                .filter(cart -> !cart.verdict().exact())
                .limit(MOST_SHOWN)
                .forEach(cart -> table.append("\n  HF5140 " + cart.name() + " is not exact: "
                        + cart.verdict().problems().stream().limit(MOST_SHOWN).collect(Collectors.joining(", "))));
    }

    private static void row(StringBuilder table, String name, List<Failover> kills, Function<Failover, String> cell) {
        row(
                table,
                name,
                kills.stream()
                        .map(kill -> String.format(Locale.ROOT, "%-10s", cell.apply(kill)))
                        .collect(Collectors.joining())
                        .stripTrailing());
    }

    private static void row(StringBuilder table, String name, String value) {
        table.append(String.format(Locale.ROOT, "  %-32s%s%n", name, value));
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String time(OptionalLong millis) {
        return millis.isPresent() ? String.format(Locale.ROOT, "%,d ms", millis.getAsLong()) : "-";
    }
}
