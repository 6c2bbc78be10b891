// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.Console;
import io.holdfast.admin.sight.Count;
import io.holdfast.admin.sight.Page;
import io.holdfast.admin.sight.SessionQuery;
import io.holdfast.core.port.ClusterView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What somebody who helps needs to know, in one file. It holds no state of any session and no secret. */
@Path("bundle")
@RequestScoped
public class BundleResource {

    @Inject
    private Console console;

    @Inject
    private Acting acting;

    /** A ZIP of JSON files. */
    @GET
    @Operator
    @Produces("application/zip")
    public Response bundle() {
        acting.note("bundle", "");
        Map<String, JsonStructure> files = files();
        StreamingOutput zip = out -> write(files, out);
        return Response.ok(zip)
                .header("Content-Disposition", "attachment; filename=\"holdfast-bundle.zip\"")
                .build();
    }

    private Map<String, JsonStructure> files() {
        ClusterView view = console.grid().cluster().view();
        Count count = console.watching().count();
        SessionQuery worst = SessionQuery.parse(name ->
                Optional.ofNullable(Map.of("sort", "status", "order", "desc").get(name)));
        Map<String, JsonStructure> files = new LinkedHashMap<>();
        files.put("console.json", self());
        files.put("overview.json", console.broadcast().overview());
        files.put("members.json", Answers.members(console.members().look()));
        files.put("sessions.json", Answers.sessions(count, count.find(worst), new Page(0, Page.MOST), view));
        files.put("recoveries.json", Answers.recoveries(console.board().recoveries()));
        files.put("operations.json", console.broadcast().operations());
        files.put(
                "verification.json", Answers.verification(console.verification().progress()));
        files.put("configuration.json", Answers.configurations(console.board().configurations()));
        files.put("audit.json", Answers.audit(console.audit().all()));
        files.put("history.json", Answers.history(console.broadcast().history()));
        files.put("storage.json", Answers.storage(console.memberName(), console.storage()));
        files.put("slots.json", slots(view));
        return files;
    }

    private JsonObject self() {
        return Json.createObjectBuilder()
                .add("member", console.memberName())
                .add("at", Instant.now().toString())
                .add("java", Runtime.version().toString())
                .add("system", System.getProperty("os.name") + ' ' + System.getProperty("os.version"))
                .add("processors", Runtime.getRuntime().availableProcessors())
                .add("heapBytes", Runtime.getRuntime().maxMemory())
                .build();
    }

    private static JsonStructure slots(ClusterView view) {
        JsonArrayBuilder members = Json.createArrayBuilder();
        view.members()
                .forEach(member -> members.add(Json.createObjectBuilder()
                        .add("name", member.name())
                        .add("keeps", view.slotCountOf(member.id()))));
        return Json.createObjectBuilder()
                .add("slots", view.slotCount())
                .add("members", members)
                .build();
    }

    private static void write(Map<String, JsonStructure> files, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, JsonStructure> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().toString().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }
}
