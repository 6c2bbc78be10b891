// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.Console;
import io.holdfast.admin.sight.Page;
import io.holdfast.admin.sight.Quoted;
import io.holdfast.admin.sight.StripeMap;
import io.holdfast.core.id.CheckpointId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/**
 * Sessions. The list judges by owner and placement, the single session by its fragments: a status of the list can be
 * better than the truth for as long as an owner has not noticed that fragments are gone.
 */
@Path("sessions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SessionsResource {

    @Inject
    private Console console;

    /**
     * A page of all sessions, sorted by application and id.
     *
     * @param offset how many to leave out, 0 or more
     * @param limit how many to show at most, 1 to 1000
     */
    @GET
    public JsonObject list(
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        Page page = Page.parse(offset, limit);
        return Answers.sessions(console.census().take(), page);
    }

    /** One session with its stripe map. */
    @GET
    @Path("{application}/{id}")
    public JsonObject session(@PathParam("application") String application, @PathParam("id") String id) {
        CheckpointId session = name(application, id);
        return StripeMap.read(console.grid(), session)
                .map(Answers::stripeMap)
                .orElseThrow(() -> new NoSuchSessionException(session));
    }

    /** Not the exception of the name itself, which repeats a text of any length. */
    private static CheckpointId name(String application, String id) {
        try {
            return new CheckpointId(application, id);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "HF4011 '" + Quoted.shortened(application) + "' and '" + Quoted.shortened(id)
                            + "' are not an application and a session id: 1 to 64 characters of A-Z a-z 0-9 _ -",
                    e);
        }
    }
}
