// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.Console;
import io.holdfast.admin.login.BasicHeader;
import io.holdfast.admin.login.Throttle;
import io.holdfast.core.port.StoreException;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Lets in who gives the right user and password by Basic authentication, with each request. It is our own mechanism, not
 * the one of the platform, because that one knows no remote address to slow down and answers with the server's own page.
 */
@ApplicationScoped
public class BasicLogin implements HttpAuthenticationMechanism {

    /** The role of who has logged in. */
    static final String VIEWER = "viewer";

    private static final Logger LOG = System.getLogger(BasicLogin.class.getName());
    private static final String CHALLENGE = "Basic realm=\"Holdfast\", charset=\"UTF-8\"";

    @Inject
    private Console console;

    private Throttle throttle;

    @PostConstruct
    void prepare() {
        throttle = new Throttle(console.grid().clock());
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        Guard.on(request, response);
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return refuse(response, "HF4020", "Log in with the console's user and password.");
        }
        Duration wait = throttle.waitOf(request.getRemoteAddr());
        if (!wait.isZero()) {
            response.setHeader("Retry-After", Long.toString(wait.toSeconds() + 1));
            return send(
                    response,
                    new Problem(
                            429,
                            "Too many failed logins",
                            "HF4022",
                            "Too many logins from this address failed; wait " + (wait.toSeconds() + 1) + " seconds."));
        }
        try {
            Optional<BasicHeader> given = BasicHeader.parse(authorization);
            if (given.filter(console.login()::accepts).isPresent()) {
                return context.notifyContainerAboutLogin(given.orElseThrow().user(), Set.of(VIEWER));
            }
        } catch (StoreException e) {
            return send(response, Problem.of(e));
        }
        throttle.failed(request.getRemoteAddr());
        LOG.log(Level.INFO, "HF4021 a login from {0} failed", request.getRemoteAddr());
        return refuse(response, "HF4021", "User or password is wrong.");
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
