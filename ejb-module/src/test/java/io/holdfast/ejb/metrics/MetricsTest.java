// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Scheme;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final Version FIRST = new Version(1, 1);
    private static final Version SECOND = new Version(1, 2);

    private final Metrics metrics = new Metrics();

    private static Group group(Version born, int ordinal, int length) {
        return new Group(
                new GroupId(born, ordinal),
                new Digest(born.sequence(), ordinal),
                length,
                Scheme.parity(2, 1),
                new int[] {1, 2, 3});
    }

    private static Layout layout(Version version, Group... groups) {
        int length = Stream.of(groups).mapToInt(Group::length).sum();
        return new Layout(version, "java", "", length, new Digest(1, version.sequence()), List.of(groups), null);
    }

    @Test
    void aCommitCountsTheGroupsThatItSentAndThoseThatItDidNot() {
        Group kept = group(FIRST, 0, 1000);
        Layout first = layout(FIRST, kept, group(FIRST, 1, 1600));
        Layout second = layout(SECOND, kept, group(SECOND, 0, 800));

        metrics.acknowledged(Optional.of(first), second, TimeUnit.MILLISECONDS.toNanos(3));

        assertThat(metrics.value(Metric.CHECKPOINTS)).isEqualTo(1);
        assertThat(metrics.value(Metric.UNCHANGED)).isZero();
        assertThat(metrics.value(Metric.GROUPS_SENT)).isEqualTo(1);
        assertThat(metrics.value(Metric.GROUPS_SKIPPED)).isEqualTo(1);
        assertThat(metrics.value(Metric.SENT)).isEqualTo(3 * 400);
        assertThat(metrics.quantile(Metric.COMMIT, 0.5)).isEqualTo(0.005);
    }

    @Test
    void aCommitOfAnUnchangedStateSentNothing() {
        Layout first = layout(FIRST, group(FIRST, 0, 1000));

        metrics.acknowledged(Optional.of(first), first, 1);

        assertThat(metrics.value(Metric.CHECKPOINTS)).isEqualTo(1);
        assertThat(metrics.value(Metric.UNCHANGED)).isEqualTo(1);
        assertThat(metrics.value(Metric.SENT)).isZero();
        assertThat(metrics.value(Metric.GROUPS_SKIPPED)).isZero();
    }

    @Test
    void aSnapshotTellsEveryMetricWithTypeAndHelp() {
        metrics.read(Metric.SESSIONS, () -> 7);
        metrics.count(Metric.FENCED);
        metrics.record(Metric.STATE, 1 << 10);
        metrics.record(Metric.STATE, (16 << 20) + 1);

        JsonObject json = Json.createReader(new StringReader(metrics.toJson("shop", "n1", 42)))
                .readObject();

        assertThat(json.getString("application")).isEqualTo("shop");
        assertThat(json.getString("member")).isEqualTo("n1");
        assertThat(json.getInt("at")).isEqualTo(42);
        assertThat(json.getJsonArray("metrics")).hasSameSizeAs(Metric.values());
        assertThat(of(json, Metric.SESSIONS).getString("type")).isEqualTo("gauge");
        assertThat(of(json, Metric.SESSIONS).getInt("value")).isEqualTo(7);
        assertThat(of(json, Metric.FENCED).getString("type")).isEqualTo("counter");
        assertThat(of(json, Metric.FENCED).getString("help")).isEqualTo(Metric.FENCED.help());
        assertThat(of(json, Metric.FENCED).getInt("value")).isEqualTo(1);
        JsonObject state = of(json, Metric.STATE);
        assertThat(state.getJsonArray("le"))
                .extracting(le -> ((JsonNumber) le).longValue())
                .containsExactly(256L, 1024L, 4096L, 16384L, 65536L, 262144L, 1048576L, 4194304L, 16777216L);
        assertThat(state.getJsonArray("counts")).hasToString("[0,1,0,0,0,0,0,0,0,1]");
        assertThat(state.getJsonNumber("sum").longValue()).isEqualTo((1 << 10) + (16 << 20) + 1);
        assertThat(of(json, Metric.COMMIT).getJsonArray("le").getJsonNumber(0).doubleValue())
                .isEqualTo(0.00005);
    }

    private static JsonObject of(JsonObject json, Metric metric) {
        return json.getJsonArray("metrics").getValuesAs(JsonObject.class).stream()
                .filter(one -> one.getString("name").equals(metric.key()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void namesAreThoseOfOpenMetrics() {
        assertThat(Metric.values())
                .extracting(Metric::key)
                .doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(key).matches("holdfast_[a-z_]+").doesNotEndWith("_total"));
        assertThat(Metric.values()).extracting(Metric::help).allSatisfy(help -> assertThat(help)
                .endsWith("."));
    }

    @Test
    void aQuantileIsNeverSmallerThanTheRealOne() {
        Histogram histogram = new Histogram(10, 20, 30);
        assertThat(histogram.quantile(0.5)).isZero();
        for (int value = 1; value <= 25; value++) {
            histogram.record(value);
        }
        assertThat(histogram.quantile(0.4)).isEqualTo(10);
        assertThat(histogram.quantile(0.41)).isEqualTo(20);
        assertThat(histogram.quantile(1)).isEqualTo(30);
        histogram.record(31);
        assertThat(histogram.quantile(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(histogram.counts()).containsExactly(10, 10, 5, 1);
    }

    @Test
    void jmxShowsAnApplicationUntilItEnds() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.holdfast:type=Application,name=jmx-test");
        metrics.count(Metric.CHECKPOINTS);
        try (JmxBean first = JmxBean.register(metrics, "jmx-test", "n1");
                JmxBean second = JmxBean.register(new Metrics(), "jmx-test", "n2")) {
            assertThat(first).isNotSameAs(second);
            assertThat(server.getAttribute(name, "Checkpoints")).isEqualTo(1L);
            assertThat(server.getAttribute(name, "Member")).isEqualTo("n1");
        }
        assertThat(server.isRegistered(name)).isFalse();
    }
}
