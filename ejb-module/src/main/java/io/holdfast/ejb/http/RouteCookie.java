// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The cookie by which a load balancer finds the member where a session lives. It holds the member's name if the name is a
 * plain word: one that somebody gave, not the default {@code host:port}. A request that comes elsewhere is served all the
 * same. Belongs to one request.
 */
final class RouteCookie {

    static final String NAME = "HOLDFAST_ROUTE";

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final HttpServletRequest request;
    private final HttpServletResponse response;

    RouteCookie(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
    }

    /** Lets the client's next request come to this member, if it does not do so already. */
    void set(String member) {
        if (WORD.matcher(member).matches() && !response.isCommitted() && !has(member)) {
            Cookie cookie = new Cookie(NAME, member);
            cookie.setPath(request.getContextPath().isEmpty() ? "/" : request.getContextPath());
            cookie.setHttpOnly(true);
            cookie.setSecure(request.isSecure());
            cookie.setAttribute("SameSite", "Lax");
            response.addCookie(cookie);
        }
    }

    private boolean has(String member) {
        Cookie[] cookies = request.getCookies();
        return cookies != null
                && Arrays.stream(cookies)
                        .anyMatch(cookie -> cookie.getName().equals(NAME)
                                && cookie.getValue().equals(member));
    }
}
