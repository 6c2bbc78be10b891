// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.web;

import io.holdfast.ejb.CheckpointSessions;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Tells which member answers. Touches no session, so it may be asked as often as one likes. */
@Path("member")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MemberResource {

    @Inject
    private CheckpointSessions sessions;

    /** The name of this member. */
    @GET
    public JsonObject member() {
        return Json.createObjectBuilder().add("member", sessions.memberName()).build();
    }
}
