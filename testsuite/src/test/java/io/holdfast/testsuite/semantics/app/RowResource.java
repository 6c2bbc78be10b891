// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.semantics.app;

import io.holdfast.ejb.CheckpointSessions;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** Plays rows, and offers one bean over HTTP. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RowResource {

    @Inject
    private Rows rows;

    @Inject
    private CheckpointSessions sessions;

    @Inject
    private Elsewhere elsewhere;

    @Inject
    private Unit unit;

    @Inject
    private Kept kept;

    /** Plays a row. */
    @GET
    @Path("rows/{row}")
    public JsonObject play(@PathParam("row") String row) throws Exception {
        JsonObjectBuilder json = Json.createObjectBuilder();
        ((Map<?, ?>) Rows.class.getMethod(row).invoke(rows))
                .forEach((name, value) -> json.add(name.toString(), value.toString()));
        return json.build();
    }

    /** Whether a session is in the cluster; does not fetch it. */
    @GET
    @Path("live/{id}")
    public JsonObject isLive(@PathParam("id") String id) {
        return Json.createObjectBuilder().add("live", elsewhere.isLive(id)).build();
    }

    /** Which member owns the session of the request, and which keep its fragments. */
    @GET
    @Path("where")
    public JsonObject where() {
        return elsewhere.where(sessions.current().orElseThrow().id());
    }

    /** Adds; and, if asked, another member takes the session between the fragments and the manifest. */
    @POST
    @Path("entries")
    public JsonObject add(@QueryParam("entry") String entry, @QueryParam("fenced") boolean fenced) throws Exception {
        int[] size = new int[1];
        unit.commits(() -> {
            size[0] = kept.add(entry);
            if (fenced) {
                elsewhere.takeBeforeCommit(sessions.current().orElseThrow().id());
            }
            return null;
        });
        return Json.createObjectBuilder().add("size", size[0]).build();
    }

    /** Everything. */
    @GET
    @Path("entries")
    public JsonObject entries() {
        return Json.createObjectBuilder()
                .add("entries", String.join(",", kept.entries()))
                .build();
    }
}
