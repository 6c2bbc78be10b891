// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.Console;
import io.holdfast.admin.sight.Count;
import io.holdfast.admin.sight.Page;
import io.holdfast.admin.sight.Quoted;
import io.holdfast.admin.sight.SessionQuery;
import io.holdfast.admin.sight.SessionSummary;
import io.holdfast.admin.sight.StripeMap;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.operation.Operation;
import io.holdfast.core.port.ClusterView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions. The list judges by owner and placement and is as old as its {@code look}; the single session is judged by its
 * fragments, which are read now: a status of the list can be better than the truth for as long as an owner has not noticed
 * that fragments are gone.
 */
@Path("sessions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SessionsResource {

    @Inject
    private Console console;

    @Inject
    private Acting acting;

    /**
     * A page of sessions.
     *
     * @param offset how many to leave out, 0 or more
     * @param limit how many to show at most, 1 to 1000
     * @param text what application or id contain
     * @param application only its sessions
     * @param owner only those of this member, by its id
     * @param status only those
     * @param sort by what
     * @param order {@code asc} or {@code desc}
     */
    @GET
    public JsonObject list(
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("q") @DefaultValue("") String text,
            @QueryParam("application") @DefaultValue("") String application,
            @QueryParam("owner") @DefaultValue("") String owner,
            @QueryParam("status") @DefaultValue("") String status,
            @QueryParam("sort") @DefaultValue("id") String sort,
            @QueryParam("order") @DefaultValue("asc") String order) {
        Page page = Page.parse(offset, limit);
        Map<String, String> given = Map.of(
                "q", text, "application", application, "owner", owner, "status", status, "sort", sort, "order", order);
        SessionQuery query = SessionQuery.parse(name -> Optional.ofNullable(given.get(name)));
        Count count = console.watching().glance();
        return Answers.sessions(
                count, count.find(query), page, console.grid().cluster().view());
    }

    /** One session with its stripe map. */
    @GET
    @Path("{application}/{id}")
    public JsonObject session(@PathParam("application") String application, @PathParam("id") String id) {
        CheckpointId session = name(application, id);
        return StripeMap.read(console.grid(), session, console.board().configurations())
                .map(map -> Answers.stripeMap(map, console.grid().cluster().view()))
                .orElseThrow(() -> new NoSuchSessionException(session));
    }

    /** Has its owner read and check every fragment. */
    @POST
    @Operator
    @Path("{application}/{id}/verify")
    public JsonObject verify(@PathParam("application") String application, @PathParam("id") String id) {
        return ask(Operation.Kind.VERIFY, existing(application, id), "");
    }

    /** Has its owner check, and mend what is lost, changed, or not where it should be. */
    @POST
    @Operator
    @Path("{application}/{id}/reprotect")
    public JsonObject reprotect(@PathParam("application") String application, @PathParam("id") String id) {
        return ask(Operation.Kind.REPROTECT, existing(application, id), "");
    }

    /**
     * Lets another member run it.
     *
     * @param to the id of that member
     */
    @POST
    @Operator
    @Path("{application}/{id}/move")
    public JsonObject move(
            @PathParam("application") String application,
            @PathParam("id") String id,
            @QueryParam("to") @DefaultValue("") String to) {
        return ask(
                Operation.Kind.MOVE,
                existing(application, id),
                acting.member(to).id());
    }

    /** Ends it: its beans and its checkpoint are gone. */
    @POST
    @Operator
    @Path("{application}/{id}/end")
    public JsonObject end(@PathParam("application") String application, @PathParam("id") String id) {
        return ask(Operation.Kind.END, existing(application, id), "");
    }

    /** Reads every fragment of every session and checks it; see {@code verification} for what comes of it. */
    @POST
    @Operator
    @Path("verify")
    public JsonObject verifyAll() {
        Count count = console.watching().count();
        acting.note("verify all", count.sessions().size() + " sessions");
        if (!console.verification().begin(count.sessions())) {
            throw new RefusedException(new Problem(
                    409,
                    "Under way already",
                    "HF4028",
                    "This member verifies all sessions already; wait until it has done."));
        }
        return Answers.verification(console.verification().progress());
    }

    /** Has the owners of all sessions that are not fully protected mend them, at most 500 at a time. */
    @POST
    @Operator
    @Path("reprotect")
    public JsonObject reprotectAll() {
        List<SessionSummary> weak = acting.unprotected();
        acting.note("reprotect all", weak.size() + " sessions");
        weak.forEach(session -> acting.request(Operation.Kind.REPROTECT, session.id(), ""));
        return Answers.asked(weak.size());
    }

    private JsonObject ask(Operation.Kind kind, CheckpointId session, String target) {
        ClusterView view = console.grid().cluster().view();
        acting.note(
                kind,
                session.key()
                        + view.member(target).map(to -> " to " + to.name()).orElse(""));
        return Answers.operation(acting.request(kind, session, target), view).build();
    }

    private CheckpointId existing(String application, String id) {
        CheckpointId session = name(application, id);
        if (acting.isGone(session)) {
            throw new NoSuchSessionException(session);
        }
        return session;
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
