// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.Console;
import io.holdfast.admin.metrics.Exposition;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What monitoring reads: OpenMetrics for who asks for it, else the older text format of Prometheus. */
@WebServlet("/metrics")
public class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String OPEN_METRICS = "application/openmetrics-text";

    @Inject
    private transient Console console;

    private final transient ExpositionFormats formats = ExpositionFormats.init();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String accept = request.getHeader("Accept");
        ExpositionFormatWriter writer = accept != null && accept.contains(OPEN_METRICS)
                ? formats.getOpenMetricsTextFormatWriter()
                : formats.getPrometheusTextFormatWriter();
        MetricSnapshots snapshots = Exposition.of(
                console.watching().count(),
                console.members().look(),
                console.board().recoveries(),
                console.board().measures(),
                console.memberName(),
                console.storage());
        response.setContentType(writer.getContentType());
        writer.write(response.getOutputStream(), snapshots);
    }
}
