// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.Console;
import io.holdfast.admin.config.ConsoleAddress;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Guards every answer, answers what browsers ask before they call another member, refuses what another site makes a
 * browser send, and learns from the requests of people who have logged in where the console is served.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class GuardFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Console console;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Guard.on(request, response, console.consoles());
        if (request.getMethod().equals("OPTIONS")) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        if (!Guard.isOwn(request)) {
            new Problem(
                            HttpServletResponse.SC_FORBIDDEN,
                            "Not from a page of the console",
                            "HF4023",
                            "A request that changes something needs the header " + Guard.REQUEST + ": 1.")
                    .send(response);
            return;
        }
        if (request.getUserPrincipal() != null) {
            ConsoleAddress.of(
                            request.getScheme(),
                            request.getServerName(),
                            request.getServerPort(),
                            request.getContextPath())
                    .ifPresent(console::post);
        }
        chain.doFilter(request, response);
    }
}
