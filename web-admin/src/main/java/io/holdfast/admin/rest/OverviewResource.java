// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.Console;
import io.holdfast.admin.sight.Quoted;
import io.holdfast.admin.sight.WhatIf;
import io.holdfast.core.port.ClusterView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The cluster as a whole. */
@Path("")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OverviewResource {

    @Inject
    private Console console;

    /** The state of everything, in numbers. */
    @GET
    @Path("overview")
    public JsonObject overview() {
        console.watching().glance();
        return console.broadcast().overview();
    }

    /** The last quarter of an hour in numbers, as far as somebody watched. */
    @GET
    @Path("history")
    public JsonArray history() {
        console.watching().touch();
        return Answers.history(console.broadcast().history());
    }

    /**
     * What would become of all sessions if members were lost at once.
     *
     * @param lose the ids of the members
     */
    @GET
    @Path("whatif")
    public JsonObject whatIf(@QueryParam("lose") List<String> lose) {
        ClusterView view = console.grid().cluster().view();
        Set<String> lost = new LinkedHashSet<>(lose);
        for (String id : lost) {
            if (!view.has(id)) {
                throw new RefusedException(new Problem(
                        404,
                        "There is no such member",
                        "HF4029",
                        "The cluster has no member '" + Quoted.shortened(id) + "'; it is named by its uuid."));
            }
        }
        console.watching().count();
        int copies = console.grid().manifests().copies();
        return Answers.whatIf(WhatIf.of(view, copies, console.census(), console.source(), lost), view);
    }

    /** The configuration in force of each application on each member. */
    @GET
    @Path("configuration")
    public JsonArray configuration() {
        return Answers.configurations(console.board().configurations());
    }

    /** What operators asked for and what became of it, the newest first. */
    @GET
    @Path("operations")
    public JsonArray operations() {
        return console.broadcast().operations();
    }

    /** How far the verification of all sessions is that this member runs, or ran last. */
    @GET
    @Path("verification")
    public JsonObject verification() {
        return Answers.verification(console.verification().progress());
    }

    /** Who did what, the newest first. */
    @GET
    @Path("audit")
    public JsonArray audit() {
        return Answers.audit(console.audit().all());
    }
}
