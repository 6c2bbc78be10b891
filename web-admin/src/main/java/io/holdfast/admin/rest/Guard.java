// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The headers that guard every answer: nothing but the console's own files runs in its page, no other site shows it in
 * a frame or reads its files, and no cache keeps what only somebody who has logged in may see.
 */
final class Guard {

    private Guard() {}

    static void on(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        String path = request.getRequestURI().substring(request.getContextPath().length());
        response.setHeader("Cache-Control", path.startsWith("/api") ? "no-store" : "private, no-cache");
    }
}
