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

/** Guards every answer, and learns from the requests of people who have logged in where the console is served. */
@WebFilter("/*")
public class GuardFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Console console;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Guard.on(request, response);
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
