// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.metrics;

import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What one application on one member counts. Thread-safe; recording neither locks nor blocks. */
public final class Metrics {

    private final Map<Metric, LongAdder> counters = new EnumMap<>(Metric.class);
    private final Map<Metric, Histogram> histograms = new EnumMap<>(Metric.class);

    /** Counters and gauges that somebody else keeps. */
    private final Map<Metric, LongSupplier> sources = new ConcurrentHashMap<>();

    /** All zero. */
    public Metrics() {
        for (Metric metric : Metric.values()) {
            switch (metric.type()) {
                case COUNTER -> counters.put(metric, new LongAdder());
                case HISTOGRAM -> histograms.put(metric, new Histogram(metric.bounds()));
                case GAUGE -> sources.put(metric, () -> 0);
            }
        }
    }

    /** Counts one. */
    public void count(Metric counter) {
        counters.get(counter).increment();
    }

    /** Records a value of a histogram: nanoseconds or bytes. */
    public void record(Metric histogram, long value) {
        histograms.get(histogram).record(value);
    }

    /** From now on the counter or gauge is read there. */
    public void read(Metric metric, LongSupplier source) {
        sources.put(metric, source);
    }

    /**
     * A checkpoint was acknowledged.
     *
     * @param before what stood acknowledged before
     * @param layout what stands now
     * @param nanos how long it took
     */
    public void acknowledged(Optional<Layout> before, Layout layout, long nanos) {
        count(Metric.CHECKPOINTS);
        record(Metric.COMMIT, nanos);
        record(Metric.STATE, layout.length());
        if (before.filter(old -> old.version().equals(layout.version())).isPresent()) {
            count(Metric.UNCHANGED);
            return;
        }
        if (layout.isInline()) {
            counters.get(Metric.SENT).add(layout.length());
        }
        for (Group group : layout.groups()) {
            if (group.id().born().equals(layout.version())) {
                count(Metric.GROUPS_SENT);
                counters.get(Metric.SENT)
                        .add((long) group.scheme().fragments() * group.scheme().subsegmentBytes(group.length()));
            } else {
                count(Metric.GROUPS_SKIPPED);
            }
        }
    }

    /** The value of a counter or gauge now. */
    public long value(Metric metric) {
        LongSupplier source = sources.get(metric);
        return source == null ? counters.get(metric).sum() : source.getAsLong();
    }

    /** A quantile of a histogram, in seconds or bytes: the upper bound of its bucket; infinite if above all. */
    double quantile(Metric metric, double share) {
        long bound = histograms.get(metric).quantile(share);
        return bound == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : metric.told(bound);
    }

    /**
     * Everything as one JSON object, for whoever shows it without knowing any name: {@code application}, {@code member},
     * {@code at} (epoch milliseconds) and {@code metrics}, an array of objects with {@code name}, {@code type} (counter,
     * gauge, histogram), {@code help}, and {@code value}, or for a histogram {@code le} (ascending upper bounds),
     * {@code counts} (one for each bucket, not cumulative, the last one for what is above all bounds) and {@code sum}.
     */
    public String toJson(String application, String member, long at) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (Metric metric : Metric.values()) {
            JsonObjectBuilder one = Json.createObjectBuilder()
                    .add("name", metric.key())
                    .add("type", metric.type().name().toLowerCase(Locale.ROOT))
                    .add("help", metric.help());
            Histogram histogram = histograms.get(metric);
            if (histogram == null) {
                one.add("value", value(metric));
            } else {
                JsonArrayBuilder bounds = Json.createArrayBuilder();
                for (long bound : metric.bounds()) {
                    bounds.add(metric.told(bound));
                }
                JsonArrayBuilder counts = Json.createArrayBuilder();
                for (long count : histogram.counts()) {
                    counts.add(count);
                }
                one.add("le", bounds).add("counts", counts).add("sum", metric.told(histogram.sum()));
            }
            all.add(one);
        }
        return Json.createObjectBuilder()
                .add("application", application)
                .add("member", member)
                .add("at", at)
                .add("metrics", all)
                .build()
                .toString();
    }
}
