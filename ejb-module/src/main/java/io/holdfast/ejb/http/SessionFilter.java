// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.http;

import io.holdfast.ejb.lifecycle.HoldfastNode;
import io.holdfast.ejb.session.Binding;
import io.holdfast.ejb.session.LiveSession;
import io.holdfast.ejb.session.LostSessionException;
import io.holdfast.ejb.session.Node;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Binds a request to the session that its cookie names. The session is looked for when the request first asks for a
 * bean of it, and opened if there is none. An id that this cluster did not give out opens a new session under a new id:
 * no client can choose one.
 */
public class SessionFilter implements Filter {

    /** Says why a request did not get the session that its cookie named. */
    public static final String NOTICE = "Holdfast-Notice";

    /** The member that served the session. */
    public static final String MEMBER = "Holdfast-Member";

    private static final Logger LOG = Logger.getLogger("io.holdfast.http");

    @Inject
    private HoldfastNode holdfast;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
            Node node = holdfast.node();
            SessionCookie cookie = new SessionCookie(http, answer);
            try (Binding bound = new Binding(
                    () -> find(node, cookie, answer),
                    binding -> node.sessions().open(),
                    session -> touched(node, cookie, session, new RouteCookie(http, answer), answer))) {
                chain.doFilter(request, response);
                if (bound.isEnded()) {
                    cookie.remove();
                }
            }
        } else {
            chain.doFilter(request, response);
        }
    }

    private static Optional<LiveSession> find(Node node, SessionCookie cookie, HttpServletResponse answer) {
        Optional<String> id = cookie.id();
        if (id.isEmpty()) {
            if (cookie.isMalformed()) {
                answer.setHeader(NOTICE, "HF3102 the cookie is not a session id; a new session was opened");
                LOG.log(Level.INFO, "HF3102 a request carried a cookie that is not a session id");
            }
            return Optional.empty();
        }
        try {
            Optional<LiveSession> session = node.sessions().resume(id.orElseThrow());
            if (session.isEmpty()) {
                answer.setHeader(NOTICE, "HF3101 the session is unknown or has ended; a new session was opened");
            }
            return session;
        } catch (LostSessionException e) {
            answer.setHeader(NOTICE, e.getMessage());
            return Optional.empty();
        }
    }

    private static void touched(
            Node node, SessionCookie cookie, LiveSession session, RouteCookie route, HttpServletResponse answer) {
        answer.setHeader(MEMBER, node.memberName());
        cookie.set(session.id());
        route.set(node.memberName());
    }
}
