// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench.call.payara;

import io.holdfast.bench.call.app.Basket;
import jakarta.ejb.Stateful;
import jakarta.enterprise.context.SessionScoped;

/** Payara's own availability stores it. */
@Stateful
@SessionScoped
public class PayaraBasket extends Basket {

    private static final long serialVersionUID = 1L;
}
