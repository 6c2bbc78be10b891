// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteCookieTest {

    private final List<Cookie> added = new ArrayList<>();

    @Test
    void theNameOfAMemberIsToldOnce() {
        route().set("n1");
        assertThat(added).singleElement().satisfies(cookie -> {
            assertThat(cookie.getName()).isEqualTo("HOLDFAST_ROUTE");
            assertThat(cookie.getValue()).isEqualTo("n1");
            assertThat(cookie.getPath()).isEqualTo("/shop");
            assertThat(cookie.isHttpOnly()).isTrue();
        });
        added.clear();
        route(new Cookie("other", "x"), new Cookie("HOLDFAST_ROUTE", "n1")).set("n1");
        assertThat(added).isEmpty();
        route(new Cookie("HOLDFAST_ROUTE", "n1")).set("n2");
        assertThat(added).extracting(Cookie::getValue).containsExactly("n2");
    }

    @Test
    void anAddressIsNotTold() {
        route().set("10.0.0.11:8080");
        assertThat(added).isEmpty();
    }

    private RouteCookie route(Cookie... sent) {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getContextPath" -> "/shop";
                    case "getCookies" -> sent.length == 0 ? null : sent;
                    case "isSecure" -> false;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "isCommitted" -> false;
                    case "addCookie" -> {
                        added.add((Cookie) arguments[0]);
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return new RouteCookie(request, response);
    }
}
