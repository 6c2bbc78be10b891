// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.cart;

import io.holdfast.ejb.CheckpointScoped;
import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.Checkpointed.Timing;
import io.holdfast.ejb.NotCheckpointed;
import io.holdfast.shop.catalogue.Catalogue;
import jakarta.ejb.Stateful;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cart of one customer. It lives on one member; after each call its lines are a checkpoint on others, and if its
 * member dies the cart is live again on one of them.
 *
 * <p>The lines are the state. The bean itself need not be serializable: what is injected is injected again there.
 *
 * <p>Adding is idempotent by reference: a client that did not see the answer, because the server died, asks again and
 * gets one line, not two. The page sends an idempotency key besides, and then gets the very answer that it missed; calls
 * that cannot be made idempotent by themselves need one.
 */
@Stateful(passivationCapable = false) // else Payara's own availability would store the bean a second time
@CheckpointScoped
@Checkpointed(timing = Timing.CALL) // it changes no database: nothing has to wait for the commit of a transaction
public class Cart {

    /** The most lines that a cart holds. */
    public static final int MAX_LINES = 500;

    private final Map<String, Item> items = new LinkedHashMap<>(); // by reference

    @Inject
    private Catalogue catalogue;

    @Inject
    private Prices prices;

    /** For the container. */
    public Cart() {}

    @SuppressWarnings("UnnecessaryAssignment") // for tests: no container is there to inject
    Cart(Catalogue catalogue, Prices prices) {
        this.catalogue = catalogue;
        this.prices = prices;
    }

    /**
     * Puts a product into the cart at the price of today. A reference that is there already changes nothing.
     *
     * @return what the cart comes to now
     * @throws CartException if there is no such product, a value is out of its bounds, or the cart is full
     */
    public Totals add(String reference, String sku, int quantity, String note) {
        if (!items.containsKey(reference)) {
            if (items.size() == MAX_LINES) {
                throw new CartException("HF5414", "The cart is full: it holds " + MAX_LINES + " lines. Remove one.");
            }
            var product = catalogue
                    .find(sku)
                    .orElseThrow(() -> new CartException("HF5410", "There is no product '" + sku + "'."));
            items.put(reference, new Item(reference, sku, quantity, note, product.price()));
        }
        return prices.totals(items.values());
    }

    /**
     * Takes a line out of the cart. A reference that is not there changes nothing.
     *
     * @return what the cart comes to now
     */
    public Totals remove(String reference) {
        items.remove(reference);
        return prices.totals(items.values());
    }

    /** The lines in the order in which they were added. */
    @NotCheckpointed
    public List<Item> items() {
        return List.copyOf(items.values());
    }
}
