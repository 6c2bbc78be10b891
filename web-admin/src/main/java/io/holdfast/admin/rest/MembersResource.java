// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.Console;
import io.holdfast.core.port.Member;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Who is in the cluster. */
@Path("members")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MembersResource {

    @Inject
    private Console console;

    @Inject
    private Acting acting;

    /** All of it. */
    @GET
    public JsonArray members() {
        console.watching().glance();
        return Answers.members(console.members().look());
    }

    /** Has a member hand over what it runs and keeps, and take nothing more. */
    @POST
    @Operator
    @Path("{member}/drain")
    public JsonObject drain(@PathParam("member") String id) {
        Member member = acting.member(id);
        acting.note("drain", member.name());
        console.operations().drain(member.id(), acting.user());
        return answer(member, true);
    }

    /** Lets it take part again. */
    @POST
    @Operator
    @Path("{member}/undrain")
    public JsonObject undrain(@PathParam("member") String id) {
        Member member = acting.member(id);
        acting.note("undrain", member.name());
        console.operations().undrain(member.id());
        return answer(member, false);
    }

    private static JsonObject answer(Member member, boolean drained) {
        return Json.createObjectBuilder()
                .add("uuid", member.id())
                .add("name", member.name())
                .add("drained", drained)
                .build();
    }
}
