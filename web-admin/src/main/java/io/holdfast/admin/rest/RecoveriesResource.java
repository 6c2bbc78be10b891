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

/** What was recovered after the loss of members. */
@Path("recoveries")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RecoveriesResource {

    @Inject
    private Console console;

    /** All of it. */
    @GET
    public JsonArray recoveries() {
        return Answers.recoveries(console.board().recoveries());
    }
}
