// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.config.ConsoleAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The headers that guard every answer: nothing but the console's own files runs in its page, no other site shows it in
 * a frame or reads its files, and no cache keeps what only somebody who has logged in may see. A page that came from
 * the console of one member may call those of the others: so it survives the member that served it. It sends its login
 * in a header, and the browser sends nothing by itself.
 */
final class Guard {

    /** A browser sends this header to another site only if that site allows it beforehand. */
    static final String REQUEST = "Holdfast-Request";

    private Guard() {}

    /**
     * Sets the headers.
     *
     * @param consoles where the members serve the console
     */
    static void on(HttpServletRequest request, HttpServletResponse response, Collection<ConsoleAddress> consoles) {
        List<String> origins =
                consoles.stream().map(Guard::origin).distinct().sorted().toList();
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
                        + origins.stream().map(origin -> ' ' + origin).collect(Collectors.joining())
                        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
                        + "; require-trusted-types-for 'script'; trusted-types 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        boolean data = isData(request);
        response.setHeader("Cache-Control", data ? "no-store" : "private, no-cache");
        String asking = request.getHeader("Origin");
        if (data) {
            response.setHeader("Vary", "Origin");
            if (asking != null && origins.contains(asking)) {
                response.setHeader("Access-Control-Allow-Origin", asking);
                response.setHeader("Access-Control-Allow-Methods", "GET, POST");
                response.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, " + REQUEST);
                response.setHeader("Access-Control-Max-Age", "600");
            }
        }
    }

    /** Whether a request that may change something was sent by a page of the console, or by a program. */
    static boolean isOwn(HttpServletRequest request) {
        String method = request.getMethod();
        return method.equals("GET")
                || method.equals("HEAD")
                || method.equals("OPTIONS")
                || request.getHeader(REQUEST) != null;
    }

    private static boolean isData(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.startsWith("/api") || path.startsWith("/metrics");
    }

    /** As a browser writes it: without the port that the protocol has anyway. */
    static String origin(ConsoleAddress address) {
        URI uri = URI.create(address.url());
        boolean usual = uri.getPort() == -1
                || (uri.getPort() == 80 && uri.getScheme().equals("http"))
                || (uri.getPort() == 443 && uri.getScheme().equals("https"));
        return uri.getScheme() + "://" + uri.getHost() + (usual ? "" : ":" + uri.getPort());
    }
}
