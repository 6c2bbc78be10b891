// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench.call.holdfast;

import io.holdfast.bench.call.app.Basket;
import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.Checkpointed.Timing;
import jakarta.ejb.Stateful;

/** Holdfast stores it, at the end of each call, as the server does with the other one. */
@Stateful(passivationCapable = false)
@CheckpointScoped
@Checkpointed(tolerate = 1, timing = Timing.CALL) // no database: nothing waits for the commit of a transaction
public class HoldfastBasket extends Basket {

    private static final long serialVersionUID = 1L;
}
