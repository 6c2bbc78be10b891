// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.life.app;

import io.holdfast.ejb.CheckpointSessions;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** One business call a request. */
@Path("journal")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class JournalResource {

    @Inject
    private Journal journal;

    @Inject
    private CheckpointSessions sessions;

    @Inject
    private Release release;

    /** Everything about the bean and its session. Opens a session if there is none. */
    @GET
    public JsonObject show() {
        JsonObjectBuilder json = journal.describe();
        sessions.current().ifPresent(session -> json.add("session", session.id())
                .add("member", session.member())
                .add("epoch", session.epoch())
                .add("sequence", session.sequence())
                .add("tolerate", session.tolerate())
                .add("scheme", session.scheme()));
        return json.build();
    }

    /** Makes the call, then shows. */
    @POST
    public JsonObject call(@QueryParam("call") String call, @QueryParam("value") String value) {
        switch (call) {
            case "enter" -> journal.enter(value);
            case "enterAndRefuse" -> journal.enterAndRefuse(value);
            case "enterAndFail" -> journal.enterAndFail(value);
            case "enterUnseen" -> journal.enterUnseen(value);
            case "enclose" -> journal.enclose(value);
            case "takeOut" -> journal.takeOut();
            case "carry" -> journal.carry(Integer.parseInt(value));
            default -> throw new IllegalArgumentException("no call " + call);
        }
        return show();
    }

    /** Hands the session over to nobody, as when another member asks for it and dies. */
    @POST
    @Path("release")
    public JsonObject handOver() {
        return Json.createObjectBuilder().add("released", release.current()).build();
    }

    /** Ends the session. */
    @DELETE
    public void end() {
        sessions.end();
    }

    /** Touches no session. */
    @GET
    @Path("member")
    public JsonObject member() {
        return Json.createObjectBuilder().add("member", sessions.memberName()).build();
    }
}
