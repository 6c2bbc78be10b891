// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.Console;
import io.holdfast.admin.login.Account;
import io.holdfast.admin.login.BasicHeader;
import io.holdfast.admin.login.Gate;
import io.holdfast.admin.login.Role;
import io.holdfast.admin.login.Token;
import io.holdfast.admin.login.Tokens;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Logging in and out. */
@Path("")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class LoginResource {

    private static final int LONGEST = 2048;

    @Inject
    private Console console;

    @Context
    private HttpServletRequest request;

    @Context
    private SecurityContext security;

    /** Gives a login to who knows a password; open to everybody. */
    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_JSON)
    public JsonObject login(InputStream body) throws IOException {
        Gate.Verdict verdict = console.gate().judge(request.getRemoteAddr(), given(body.readNBytes(LONGEST)));
        if (!verdict.pause().isZero()) {
            throw new RefusedException(Problem.tooMany(verdict.pause()));
        }
        Account account = verdict.account()
                .orElseThrow(() ->
                        new RefusedException(new Problem(401, "Login needed", "HF4021", "User or password is wrong.")));
        return answer(account, console.tokens().issue(account));
    }

    /** The same login for longer. */
    @POST
    @Path("renew")
    public JsonObject renew() {
        Token token = token();
        return answer(
                token.account(),
                console.tokens()
                        .renew(token)
                        .orElseThrow(() -> new RefusedException(
                                new Problem(401, "Login needed", "HF4024", "This login is over. Log in again."))));
    }

    /** Ends the login on all members. */
    @POST
    @Path("logout")
    public JsonObject logout() {
        Token token = token();
        long now = console.grid().clock().millis();
        console.board().endLogin(token.id(), now + Tokens.LIFE.toMillis());
        console.board().forgetEndedLogins(now);
        return Json.createObjectBuilder().add("user", token.account().user()).build();
    }

    /** Who asks, and whom. */
    @GET
    @Path("me")
    public JsonObject me() {
        boolean operator = security.isUserInRole(Role.OPERATOR.text());
        return Json.createObjectBuilder()
                .add("user", security.getUserPrincipal().getName())
                .add("role", (operator ? Role.OPERATOR : Role.VIEWER).text())
                .add("member", console.memberName())
                .build();
    }

    private JsonObject answer(Account account, String token) {
        return Json.createObjectBuilder()
                .add("user", account.user())
                .add("role", account.role().text())
                .add("token", token)
                .add("seconds", Tokens.LIFE.toSeconds())
                .add("member", console.memberName())
                .build();
    }

    private Token token() {
        if (request.getAttribute(Authentication.TOKEN) instanceof Token token) {
            return token;
        }
        throw new RefusedException(new Problem(
                400,
                "The request cannot be carried out",
                "HF4027",
                "There is no login to renew or to end: this request came with user and password."));
    }

    private static Optional<BasicHeader> given(byte[] body) {
        try (JsonReader reader = Json.createReader(new StringReader(new String(body, StandardCharsets.UTF_8)))) {
            JsonObject json = reader.readObject();
            return json.get("user") instanceof JsonString user && json.get("password") instanceof JsonString password
                    ? Optional.of(new BasicHeader(user.getString(), password.getString()))
                    : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }
}
