// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All sessions at one moment. Immutable; what is asked of it again is computed once.
 *
 * @see Census
 */
public final class Count {

    static final Comparator<SessionSummary> ORDER = Comparator.<SessionSummary, String>comparing(
                    session -> session.id().application())
            .thenComparing(session -> session.id().session());

    private static final int REMEMBERED = 8;

    private final List<SessionSummary> sessions;
    private final Census.Look look;
    private final int notKept;
    private final Map<SessionQuery, List<SessionSummary>> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionQuery, List<SessionSummary>> eldest) {
            return size() > REMEMBERED;
        }
    };
    private Totals totals;

    /**
     * A count.
     *
     * @param sessions all that are kept, in order
     * @param look that found them
     * @param notKept how many more there are
     */
    Count(List<SessionSummary> sessions, Census.Look look, int notKept) {
        this.sessions = List.copyOf(sessions);
        this.look = look;
        this.notKept = notKept;
    }

    /**
     * Numbers over all sessions.
     *
     * @param byStatus how many of each status; all of them are keys
     * @param byOwner how many each member owns, by its id
     * @param byApplication how many each application has
     * @param bySchemes how many are stored with each scheme
     * @param stateBytes of all states
     * @param storedBytes what they take, as {@link SessionSummary#storedBytes()} counts
     * @param sequences all sequence numbers added up: grows with each commit
     * @param tolerates the fewest lost members that some session does not survive, less one
     */
    public record Totals(
            Map<Status, Integer> byStatus,
            Map<String, Integer> byOwner,
            Map<String, Integer> byApplication,
            Map<String, Integer> bySchemes,
            long stateBytes,
            long storedBytes,
            long sequences,
            int tolerates) {}

    /** All of them, by application and id. */
    public List<SessionSummary> sessions() {
        return sessions;
    }

    /** The look that found them. */
    public Census.Look look() {
        return look;
    }

    /** How many more there are, of which nothing is kept. */
    public int notKept() {
        return notKept;
    }

    /** Those that are asked for, in the order that is asked for. */
    public synchronized List<SessionSummary> find(SessionQuery query) {
        return answers.computeIfAbsent(query, asked -> asked.of(sessions));
    }

    /** Numbers over all. */
    public synchronized Totals totals() {
        if (totals == null) {
            totals = add();
        }
        return totals;
    }

    private Totals add() {
        Map<Status, Integer> statuses = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            statuses.put(status, 0);
        }
        Map<String, Integer> owners = new HashMap<>();
        Map<String, Integer> applications = new HashMap<>();
        Map<String, Integer> schemes = new HashMap<>();
        long state = 0;
        long stored = 0;
        long sequences = 0;
        int tolerates = Integer.MAX_VALUE;
        for (SessionSummary session : sessions) {
            statuses.merge(session.protection().status(), 1, Integer::sum);
            session.owner().ifPresent(owner -> owners.merge(owner, 1, Integer::sum));
            applications.merge(session.id().application(), 1, Integer::sum);
            schemes.merge(session.scheme(), 1, Integer::sum);
            state += session.stateBytes();
            stored += session.storedBytes();
            sequences += session.version().sequence();
            if (session.protection().status() != Status.LOST) {
                tolerates = Math.min(tolerates, session.protection().tolerates());
            }
        }
        return new Totals(
                statuses,
                owners,
                applications,
                schemes,
                state,
                stored,
                sequences,
                tolerates == Integer.MAX_VALUE ? 0 : tolerates);
    }
}
