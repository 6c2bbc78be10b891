// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.Console;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What the answering member stores. */
@Path("storage")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class StorageResource {

    @Inject
    private Console console;

    /** All of it. */
    @GET
    public JsonObject storage() {
        return Answers.storage(console.memberName(), console.storage());
    }
}
