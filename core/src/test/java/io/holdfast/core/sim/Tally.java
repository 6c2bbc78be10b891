// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.sim;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what happened, to see that the schedules are worth something. */
final class Tally {

    long attempts;
    long acknowledged;
    long refused;
    long rolledBack;
    long inDoubt;
    long staleAnswers;
    long claims;
    long recovered;
    long inFlightRecovered;
    long lostBeyondPromise;
    long ended;
    long fenced;
    long flips;
    long failures;
    long protections;
    long handovers;
    long events;

    /** Adds another run's. */
    void add(Tally other) {
        attempts += other.attempts;
        acknowledged += other.acknowledged;
        refused += other.refused;
        rolledBack += other.rolledBack;
        inDoubt += other.inDoubt;
        staleAnswers += other.staleAnswers;
        claims += other.claims;
        recovered += other.recovered;
        inFlightRecovered += other.inFlightRecovered;
        lostBeyondPromise += other.lostBeyondPromise;
        ended += other.ended;
        fenced += other.fenced;
        flips += other.flips;
        failures += other.failures;
        protections += other.protections;
        handovers += other.handovers;
        events += other.events;
    }

    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("commits", attempts);
        counts.put("acknowledged", acknowledged);
        counts.put("refused", refused);
        counts.put("rolled.back", rolledBack);
        counts.put("in.doubt", inDoubt);
        counts.put("fenced", fenced);
        counts.put("members.failed", failures);
        counts.put("claims", claims);
        counts.put("recovered", recovered);
        counts.put("recovered.in.flight", inFlightRecovered);
        counts.put("lost.beyond.promise", lostBeyondPromise);
        counts.put("protected.again", protections);
        counts.put("handovers", handovers);
        counts.put("sessions.ended", ended);
        counts.put("bits.flipped", flips);
        counts.put("stale.answers", staleAnswers);
        counts.put("events", events);
        return counts;
    }
}
