// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The cookie that carries a session's id: one an application, readable by no script. Belongs to one request. */
final class SessionCookie {

    /** 128 random bits in base64url. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final String name;
    private final Optional<String> value;

    SessionCookie(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
        this.name = name(request.getContextPath());
        this.value = value();
    }

    /** {@code HOLDFAST_} and the context path, in capitals: applications on one host do not meet. */
    static String name(String contextPath) {
        String context = contextPath.isEmpty() ? "ROOT" : contextPath.substring(1);
        return "HOLDFAST_" + context.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_-]", "_");
    }

    /** The id that the client sent, if it is one by its form. */
    Optional<String> id() {
        return value.filter(id -> ID.matcher(id).matches());
    }

    /** Whether the client sent something that is not an id. */
    boolean isMalformed() {
        return value.isPresent() && id().isEmpty();
    }

    /** Lets the client keep the id, if it does not have it already. */
    void set(String id) {
        if (!value.equals(Optional.of(id))) {
            if (response.isCommitted()) {
                throw new IllegalStateException(
                        "HF3105 the response was sent before its session was opened, so the client would lose it; call the bean before writing the response");
            }
            add(id, -1);
        }
    }

    /** Lets the client forget the id. */
    void remove() {
        if (!response.isCommitted()) {
            add("", 0);
        }
    }

    private void add(String content, int maxAge) {
        Cookie cookie = new Cookie(name, content);
        cookie.setPath(request.getContextPath().isEmpty() ? "/" : request.getContextPath());
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setMaxAge(maxAge);
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
    }

    private Optional<String> value() {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }
}
