// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/** A bar chart: a group of bars for each place, a colour for each series. Not thread-safe. */
final class Plot {

    /** Where plots go, unless the system property of this name says otherwise. */
    static final String FOLDER = "holdfast.bench.results";

    private final String title;
    private final String unit;
    private final List<String> places = new ArrayList<>();
    private final Map<String, Map<String, Double>> series = new LinkedHashMap<>();

    Plot(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** Adds one bar. */
    Plot bar(String place, String name, double value) {
        if (!places.contains(place)) {
            places.add(place);
        }
        series.computeIfAbsent(name, n -> new LinkedHashMap<>()).put(place, value);
        return this;
    }

    /** Writes {@code name.png}. A machine without fonts gets no plot and is told so. */
    void write(String name) throws IOException {
        Path folder = Path.of(System.getProperty(FOLDER, "bench/results"));
        try {
            CategoryChart chart = new CategoryChartBuilder()
                    .width(1000)
                    .height(500)
                    .title(title)
                    .yAxisTitle(unit)
                    .build();
            chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
            chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
            chart.getStyler().setXAxisLabelRotation(places.size() > 8 ? 30 : 0);
            series.forEach((label, bars) -> chart.addSeries(
                    label,
                    places,
                    places.stream().map(place -> bars.getOrDefault(place, 0.0)).toList()));
            Files.createDirectories(folder);
            BitmapEncoder.saveBitmap(chart, folder.resolve(name).toString(), BitmapEncoder.BitmapFormat.PNG);
        } catch (InternalError | NoClassDefFoundError | UnsatisfiedLinkError | IllegalStateException e) {
            System.out.println("HF5203 no plot " + name + ", this machine has no fonts for Java: " + e);
        }
    }
}
