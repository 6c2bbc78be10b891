// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionCookieTest {

    @Test
    void eachContextHasACookieOfItsOwn() {
        assertThat(SessionCookie.name("/shop")).isEqualTo("HOLDFAST_SHOP");
        assertThat(SessionCookie.name("")).isEqualTo("HOLDFAST_ROOT");
        assertThat(SessionCookie.name("/my.shop/v2")).isEqualTo("HOLDFAST_MY_SHOP_V2");
    }
}
