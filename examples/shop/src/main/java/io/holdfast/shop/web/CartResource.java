// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.web;

import io.holdfast.ejb.CheckpointSessions;
import io.holdfast.shop.cart.Cart;
import io.holdfast.shop.cart.Item;
import io.holdfast.shop.cart.Prices;
import io.holdfast.shop.cart.Totals;
import io.holdfast.shop.catalogue.Catalogue;
import io.holdfast.shop.catalogue.Product;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The cart of the session that the request's cookie carries. A call is acknowledged when it is answered with 200: then
 * its checkpoint is durable. Only adding opens a session; every call can be repeated without harm.
 */
@Path("cart")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CartResource {

    @Inject
    private Cart cart;

    @Inject
    private CheckpointSessions sessions;

    @Inject
    private Catalogue catalogue;

    @Inject
    private Prices prices;

    /** The whole cart, and where it lives. */
    @GET
    public JsonObject show() {
        List<Item> items = hasSession() ? cart.items() : List.of();
        JsonArrayBuilder lines = Json.createArrayBuilder();
        items.forEach(item -> lines.add(json(item)));
        return session()
                .add("items", lines)
                .addAll(amounts(prices.totals(items)))
                .build();
    }

    /** Puts an item into the cart, and opens a session if there is none. */
    @POST
    @Path("items")
    @Consumes(MediaType.APPLICATION_JSON)
    public JsonObject add(InputStream body) throws IOException {
        NewItem item = NewItem.read(body);
        return summary(cart.add(item.reference(), item.sku(), item.quantity(), item.note()));
    }

    /** Takes an item out. */
    @DELETE
    @Path("items/{reference}")
    public JsonObject remove(@PathParam("reference") String reference) {
        return summary(hasSession() ? cart.remove(reference) : prices.totals(List.of()));
    }

    /**
     * Ends the cart and its session, and answers what it came to. Not an {@code @Remove} method of the cart: CDI lets
     * nobody call one on a bean with a normal scope.
     */
    @DELETE
    public JsonObject checkOut() {
        Totals totals = prices.totals(hasSession() ? cart.items() : List.of());
        sessions.end();
        return summary(totals);
    }

    private boolean hasSession() {
        return sessions.current().isPresent();
    }

    private JsonObject summary(Totals totals) {
        return session().add("items", totals.lines()).addAll(amounts(totals)).build();
    }

    private JsonObjectBuilder session() {
        JsonObjectBuilder json = Json.createObjectBuilder();
        sessions.current()
                .ifPresentOrElse(
                        session -> json.add("session", session.id())
                                .add("member", session.member())
                                .add("epoch", session.epoch())
                                .add("sequence", session.sequence())
                                .add("stateBytes", session.stateBytes())
                                .add("scheme", session.scheme()),
                        () -> json.addNull("session")
                                .add("member", sessions.memberName())
                                .add("epoch", 0)
                                .add("sequence", 0)
                                .add("stateBytes", 0)
                                .addNull("scheme"));
        return json;
    }

    private static JsonObjectBuilder amounts(Totals totals) {
        return Json.createObjectBuilder()
                .add("goods", totals.goods().toPlainString())
                .add("discount", totals.discount().toPlainString())
                .add("shipping", totals.shipping().toPlainString())
                .add("total", totals.total().toPlainString());
    }

    private JsonObjectBuilder json(Item item) {
        return Json.createObjectBuilder()
                .add("reference", item.reference())
                .add("sku", item.sku())
                .add("name", catalogue.find(item.sku()).map(Product::name).orElse(item.sku()))
                .add("quantity", item.quantity())
                .add("note", item.note())
                .add("price", item.price().toPlainString());
    }
}
