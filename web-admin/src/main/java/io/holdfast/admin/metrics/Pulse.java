// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.metrics;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How fast the cluster works, from what members counted at two moments each. Not thread-safe.
 *
 * <p>A member that tells nothing for {@link #FORGET_MILLIS} counts no more.
 */
public final class Pulse {

    private static final long FORGET_MILLIS = 20_000;
    private static final String CHECKPOINTS = "holdfast_checkpoints";
    private static final String FAILED = "holdfast_checkpoints_failed";
    private static final String COMMIT = "holdfast_commit_seconds";

    private final Map<String, Step> steps = new HashMap<>();

    private record Step(MemberMeasures before, MemberMeasures now) {

        double seconds() {
            return (now.at() - before.at()) / 1000.0;
        }

        double grown(String counter) {
            Measure one = before.measures().get(counter);
            Measure two = now.measures().get(counter);
            return one == null || two == null || two.value() < one.value() ? 0 : two.value() - one.value();
        }
    }

    /**
     * What there is to tell.
     *
     * @param perSecond acknowledged checkpoints a second, all members together; empty if nobody told twice
     * @param failedPerSecond those that failed
     * @param median half of the commits took at most so long, seconds; empty if there were none
     * @param high 99 of 100 did
     * @param byMember acknowledged checkpoints a second by member
     */
    public record Beat(
            OptionalDouble perSecond,
            OptionalDouble failedPerSecond,
            OptionalDouble median,
            OptionalDouble high,
            Map<String, Double> byMember) {}

    /** Takes what members told last, and tells how fast they are. */
    public Beat beat(Collection<MemberMeasures> told, long now) {
        for (MemberMeasures one : told) {
            String who = one.application() + ' ' + one.member();
            Step step = steps.get(who);
            if (step == null) {
                steps.put(who, new Step(one, one));
            } else if (one.at() > step.now().at()) {
                steps.put(who, new Step(step.now(), one));
            }
        }
        steps.values().removeIf(step -> now - step.now().at() > FORGET_MILLIS);
        double rate = 0;
        double failed = 0;
        double[] bounds = new double[0];
        long[] counts = new long[0];
        boolean known = false;
        Map<String, Double> byMember = new HashMap<>();
        for (Step step : steps.values()) {
            if (step.seconds() <= 0) {
                continue;
            }
            known = true;
            rate += step.grown(CHECKPOINTS) / step.seconds();
            failed += step.grown(FAILED) / step.seconds();
            byMember.merge(step.now().member(), step.grown(CHECKPOINTS) / step.seconds(), Double::sum);
            Measure before = step.before().measures().get(COMMIT);
            Measure after = step.now().measures().get(COMMIT);
            if (before != null && after != null && before.counts().length == after.counts().length) {
                bounds = after.bounds();
                counts = Arrays.copyOf(counts, after.counts().length);
                for (int i = 0; i < counts.length; i++) {
                    counts[i] += Math.max(0, after.counts()[i] - before.counts()[i]);
                }
            }
        }
        return new Beat(
                known ? OptionalDouble.of(rate) : OptionalDouble.empty(),
                known ? OptionalDouble.of(failed) : OptionalDouble.empty(),
                quantile(bounds, counts, 0.5),
                quantile(bounds, counts, 0.99),
                byMember);
    }

    /** Within its bucket a value is taken to lie evenly, as monitoring does it. */
    static OptionalDouble quantile(double[] bounds, long[] counts, double share) {
        long all = Arrays.stream(counts).sum();
        if (all == 0) {
            return OptionalDouble.empty();
        }
        double wanted = share * all;
        double seen = 0;
        for (int i = 0; i < bounds.length; i++) {
            if (seen + counts[i] >= wanted) {
                double from = i == 0 ? 0 : bounds[i - 1];
                return OptionalDouble.of(from + (bounds[i] - from) * (wanted - seen) / counts[i]);
            }
            seen += counts[i];
        }
        return OptionalDouble.of(bounds.length == 0 ? 0 : bounds[bounds.length - 1]);
    }
}
