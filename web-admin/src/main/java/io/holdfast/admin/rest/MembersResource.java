// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.Console;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Who is in the cluster. */
@Path("members")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MembersResource {

    @Inject
    private Console console;

    /** All of it. */
    @GET
    public JsonArray members() {
        return Answers.members(console.members().look());
    }
}
