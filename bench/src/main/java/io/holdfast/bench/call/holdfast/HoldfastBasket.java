// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench.call.holdfast;

import io.holdfast.bench.call.app.Basket;
import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import jakarta.ejb.Stateful;

/** Holdfast stores it. */
@Stateful(passivationCapable = false)
@CheckpointScoped
@Checkpointed(tolerate = 1)
public class HoldfastBasket extends Basket {

    private static final long serialVersionUID = 1L;
}
