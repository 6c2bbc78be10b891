// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.Console;
import io.holdfast.admin.login.Account;
import io.holdfast.admin.login.BasicHeader;
import io.holdfast.admin.login.Gate;
import io.holdfast.admin.login.Token;
import io.holdfast.core.port.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Who a request comes from: the page sends the login that it was given ({@code Bearer}), programs send user and password
 * ({@code Basic}), both with each request and in a header that no browser sends by itself. There is no session and no
 * cookie, so none can be fixed, stolen or used by another site.
 */
@ApplicationScoped
public class Authentication implements HttpAuthenticationMechanism {

    /** The attribute of a request that holds its {@link Token}, if it came with one. */
    static final String TOKEN = "io.holdfast.admin.token";

    private static final String CHALLENGE = "Basic realm=\"Holdfast\", charset=\"UTF-8\"";
    private static final String BEARER = "bearer ";

    @Inject
    private Console console;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        Guard.on(request, response, console.consoles());
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return context.isProtected()
                    ? refuse(response, "HF4020", "Log in with the console's user and password.")
                    : context.doNothing();
        }
        try {
            return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                    ? bearer(authorization.substring(BEARER.length()).strip(), request, response, context)
                    : basic(authorization, request, response, context);
        } catch (StoreException e) {
            return send(response, Problem.of(e));
        }
    }

    private AuthenticationStatus bearer(
            String text, HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        Optional<Token> token = console.tokens().read(text);
        if (token.isEmpty()) {
            return refuse(response, "HF4024", "This login is over. Log in again.");
        }
        request.setAttribute(TOKEN, token.orElseThrow());
        return welcome(token.orElseThrow().account(), context);
    }

    private AuthenticationStatus basic(
            String header, HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        Gate.Verdict verdict = console.gate().judge(request.getRemoteAddr(), BasicHeader.parse(header));
        if (!verdict.pause().isZero()) {
            return send(response, Problem.tooMany(verdict.pause()));
        }
        return verdict.account().isPresent()
                ? welcome(verdict.account().orElseThrow(), context)
                : refuse(response, "HF4021", "User or password is wrong.");
    }

    private static AuthenticationStatus welcome(Account account, HttpMessageContext context) {
        return context.notifyContainerAboutLogin(account.user(), account.role().texts());
    }

    private static AuthenticationStatus refuse(HttpServletResponse response, String code, String detail)
            throws AuthenticationException {
        response.setHeader("WWW-Authenticate", CHALLENGE);
        return send(response, new Problem(HttpServletResponse.SC_UNAUTHORIZED, "Login needed", code, detail));
    }

    private static AuthenticationStatus send(HttpServletResponse response, Problem problem)
            throws AuthenticationException {
        try {
            problem.send(response);
            return AuthenticationStatus.SEND_CONTINUE;
        } catch (IOException e) {
            throw new AuthenticationException("the client is gone", e);
        }
    }
}
