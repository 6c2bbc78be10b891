// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.metrics;

import io.holdfast.admin.sight.Count;
import io.holdfast.admin.sight.MemberSight;
import io.holdfast.admin.sight.RecoverySight;
import io.holdfast.admin.sight.Status;
import io.holdfast.hazelcast.StorageFigures;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that monitoring reads: what the cluster is as a whole ({@code holdfast_cluster_...}), what the answering
 * member keeps, and what each application counts on each member, with the labels {@code application} and {@code member}.
 * Any member answers for all.
 */
public final class Exposition {

    private final List<MetricSnapshot> all = new ArrayList<>();

    private Exposition() {}

    /** All of it. */
    public static MetricSnapshots of(
            Count count,
            List<MemberSight> members,
            List<RecoverySight> recoveries,
            List<MemberMeasures> told,
            String self,
            StorageFigures storage) {
        Exposition exposition = new Exposition();
        exposition.cluster(count, members, recoveries);
        exposition.storage(self, storage);
        exposition.measures(told);
        return new MetricSnapshots(exposition.all);
    }

    private void cluster(Count count, List<MemberSight> members, List<RecoverySight> recoveries) {
        Count.Totals totals = count.totals();
        gauge("holdfast_cluster_members", "Members of the cluster.", members.size());
        gauge(
                "holdfast_cluster_members_drained",
                "Members that hand over what they have.",
                members.stream().filter(MemberSight::drained).count());
        gauge(
                "holdfast_cluster_domains",
                "Failure domains of the cluster.",
                members.stream().map(one -> one.member().domain()).distinct().count());
        GaugeSnapshot.Builder statuses = GaugeSnapshot.builder()
                .name("holdfast_cluster_sessions")
                .help("Sessions by how well they are protected.");
        totals.byStatus()
                .forEach((status, number) -> statuses.dataPoint(
                        point(Labels.of("status", status.name().toLowerCase(Locale.ROOT)), number)));
        all.add(statuses.build());
        gauge("holdfast_cluster_state_bytes", "Bytes of all states.", totals.stateBytes());
        gauge("holdfast_cluster_stored_bytes", "Bytes that all states take in the cluster.", totals.storedBytes());
        gauge(
                "holdfast_cluster_tolerated_losses",
                "Members that may be lost at once now without losing any session that is not lost already.",
                totals.tolerates());
        gauge(
                "holdfast_cluster_look_age_seconds",
                "Age of what is told about sessions.",
                Math.max(0, System.currentTimeMillis() - count.look().takenAt()) / 1000.0);
        gauge(
                "holdfast_cluster_sessions_failed",
                "Sessions that could not be recovered after the losses that are still reported.",
                recoveries.stream().mapToLong(RecoverySight::failed).sum());
        gauge(
                "holdfast_cluster_sessions_lost",
                "Sessions that are lost now.",
                totals.byStatus().get(Status.LOST));
    }

    private void storage(String self, StorageFigures storage) {
        GaugeSnapshot.Builder bytes = GaugeSnapshot.builder()
                .name("holdfast_kept_bytes")
                .help("Bytes that the answering member keeps for the cluster.");
        GaugeSnapshot.Builder entries = GaugeSnapshot.builder()
                .name("holdfast_kept_entries")
                .help("Fragments and manifests that the answering member keeps for the cluster.");
        Map<String, StorageFigures.Kept> kinds =
                new TreeMap<>(Map.of("fragment", storage.fragments(), "manifest", storage.manifests()));
        kinds.forEach((kind, kept) -> {
            Labels labels = Labels.of("member", self, "kind", kind);
            bytes.dataPoint(point(labels, kept.bytes()));
            entries.dataPoint(point(labels, kept.entries()));
        });
        all.add(bytes.build());
        all.add(entries.build());
    }

    private void measures(List<MemberMeasures> told) {
        Map<String, List<Told>> byName = new TreeMap<>();
        for (MemberMeasures one : told) {
            Labels labels = Labels.of("application", one.application(), "member", one.member());
            one.measures().values().forEach(measure -> byName.computeIfAbsent(measure.name(), name -> new ArrayList<>())
                    .add(new Told(labels, measure)));
        }
        byName.values().forEach(same -> all.add(snapshot(same)));
    }

    private record Told(Labels labels, Measure measure) {}

    /** Members of another release may tell another kind under the same name; those that agree with the first are told. */
    private static MetricSnapshot snapshot(List<Told> same) {
        Measure first = same.get(0).measure();
        List<Told> alike = same.stream()
                .filter(one -> one.measure().type() == first.type())
                .toList();
        return switch (first.type()) {
            case GAUGE -> {
                GaugeSnapshot.Builder gauge =
                        GaugeSnapshot.builder().name(first.name()).help(first.help());
                alike.forEach(
                        one -> gauge.dataPoint(point(one.labels(), one.measure().value())));
                yield gauge.build();
            }
            case COUNTER -> {
                CounterSnapshot.Builder counter =
                        CounterSnapshot.builder().name(first.name()).help(first.help());
                alike.forEach(one -> counter.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(one.labels())
                        .value(one.measure().value())
                        .build()));
                yield counter.build();
            }
            case HISTOGRAM -> {
                HistogramSnapshot.Builder histogram =
                        HistogramSnapshot.builder().name(first.name()).help(first.help());
                alike.forEach(one -> histogram.dataPoint(HistogramDataPointSnapshot.builder()
                        .labels(one.labels())
                        .sum(one.measure().sum())
                        .classicHistogramBuckets(buckets(one.measure()))
                        .build()));
                yield histogram.build();
            }
        };
    }

    private static ClassicHistogramBuckets buckets(Measure measure) {
        double[] bounds = Arrays.copyOf(measure.bounds(), measure.bounds().length + 1);
        bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
        return ClassicHistogramBuckets.of(bounds, measure.counts());
    }

    private void gauge(String name, String help, Number value) {
        all.add(GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(point(Labels.EMPTY, value))
                .build());
    }

    private static GaugeDataPointSnapshot point(Labels labels, Number value) {
        return GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value(value.doubleValue())
                .build();
    }
}
