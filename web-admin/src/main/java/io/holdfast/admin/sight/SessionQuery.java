// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which sessions are asked for, in which order.
 *
 * @param text what the application or the id contains, lower case; empty for all
 * @param application its name; empty for all
 * @param owner id of a member; empty for all
 * @param status empty for all
 * @param sort the name of a column
 * @param descending whether the largest come first
 */
public record SessionQuery(
        String text,
        Optional<String> application,
        Optional<String> owner,
        Optional<Status> status,
        String sort,
        boolean descending) {

    private static final int LONGEST = 128;

    private static final Map<String, Comparator<SessionSummary>> ORDERS = Map.of(
            "id", Count.ORDER,
            "status", Comparator.comparing(session -> session.protection().status()),
            "owner",
                    Comparator.comparing(
                            session -> session.ownerName().or(session::owner).orElse("")),
            "version", Comparator.comparing(SessionSummary::version),
            "state", Comparator.comparingInt(SessionSummary::stateBytes),
            "scheme", Comparator.comparing(SessionSummary::scheme),
            "tolerates", Comparator.comparingInt(session -> session.protection().tolerates()),
            "stored", Comparator.comparingLong(SessionSummary::storedBytes),
            "updated", Comparator.comparingLong(SessionSummary::updatedAt));

    /** All, by application and id. */
    public static SessionQuery all() {
        return new SessionQuery("", Optional.empty(), Optional.empty(), Optional.empty(), "id", false);
    }

    /**
     * Reads what a client asks for.
     *
     * @param parameters answers the text of a name, if it was given
     * @throws IllegalArgumentException that names the value that is not valid
     */
    public static SessionQuery parse(Function<String, Optional<String>> parameters) {
        Function<String, Optional<String>> given =
                name -> parameters.apply(name).filter(text -> !text.isEmpty()).map(text -> checked(name, text));
        String sort = given.apply("sort").orElse("id");
        if (!ORDERS.containsKey(sort)) {
            throw refused("sort", sort, ORDERS.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        String order = given.apply("order").orElse("asc");
        if (!order.equals("asc") && !order.equals("desc")) {
            throw refused("order", order, "asc, desc");
        }
        return new SessionQuery(
                given.apply("q").orElse("").toLowerCase(Locale.ROOT),
                given.apply("application"),
                given.apply("owner"),
                given.apply("status").map(SessionQuery::status),
                sort,
                order.equals("desc"));
    }

    /** Those of all sessions that are asked for, in order; equal ones by application and id. */
    List<SessionSummary> of(List<SessionSummary> all) {
        boolean everything = text.isEmpty() && application.isEmpty() && owner.isEmpty() && status.isEmpty();
        if (everything && sort.equals("id") && !descending) {
            return all;
        }
        Comparator<SessionSummary> order = ORDERS.get(sort);
        return all.stream()
                .filter(this::fits)
                .sorted((descending ? order.reversed() : order).thenComparing(Count.ORDER))
                .toList();
    }

    private boolean fits(SessionSummary session) {
        return application
                        .filter(name -> !name.equals(session.id().application()))
                        .isEmpty()
                && owner.filter(id -> !session.owner().equals(owner)).isEmpty()
                && status.filter(wanted -> wanted != session.protection().status())
                        .isEmpty()
                && (text.isEmpty()
                        || session.id().key().toLowerCase(Locale.ROOT).contains(text));
    }

    private static Status status(String text) {
        return Arrays.stream(Status.values())
                .filter(status -> status.name().equals(text))
                .findFirst()
                .orElseThrow(() -> refused("status", text, "PROTECTED, DEGRADED, LOST"));
    }

    private static String checked(String name, String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "HF4019 " + name + " is '" + Quoted.shortened(text) + "', must have at most 128 characters");
        }
        return text;
    }

    private static IllegalArgumentException refused(String name, String text, String allowed) {
        return new IllegalArgumentException(
                "HF4019 " + name + " is '" + Quoted.shortened(text) + "', must be one of " + allowed);
    }
}
