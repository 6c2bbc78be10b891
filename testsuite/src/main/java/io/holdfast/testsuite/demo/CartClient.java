// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import io.holdfast.testsuite.cluster.Member;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;

/** The shop's REST interface as one browser uses it: with a cookie jar of its own. Not safe for several threads. */
final class CartClient {

    private static final String CART = "/shop/api/cart";

    private final Http http;
    private final CookieManager cookies = new CookieManager();

    CartClient(Http http) {
        this.http = http;
    }

    /** Sends a call that changes the cart. 200 acknowledges it. */
    Http.Reply send(Member member, CartCall call) throws IOException {
        if (call instanceof CartCall.Add add) {
            CartItem item = add.item();
            String body = Json.createObjectBuilder()
                    .add("reference", item.reference())
                    .add("sku", item.sku())
                    .add("quantity", item.quantity())
                    .add("note", item.note())
                    .build()
                    .toString();
            return exchange(member, CART + "/items", request -> request.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
        }
        CartCall.Remove remove = (CartCall.Remove) call;
        return exchange(member, CART + "/items/" + remove.reference(), HttpRequest.Builder::DELETE);
    }

    /**
     * Reads the cart.
     *
     * @throws IOException if there is no reply, or one that is not a cart
     */
    List<CartItem> read(Member member) throws IOException {
        Http.Reply reply = exchange(member, CART, HttpRequest.Builder::GET);
        if (!reply.ok()) {
            throw new IOException(member.name() + " answered " + reply.start());
        }
        return reply.json(JsonObject.class).getJsonArray("items").stream()
                .map(JsonValue::asJsonObject)
                .map(item -> new CartItem(
                        item.getString("reference"),
                        item.getString("sku"),
                        item.getInt("quantity"),
                        item.getString("note")))
                .toList();
    }

    private Http.Reply exchange(
            Member member, String path, java.util.function.UnaryOperator<HttpRequest.Builder> method)
            throws IOException {
        URI uri = member.uri().resolve(path);
        HttpRequest.Builder request = method.apply(Http.to(uri));
        cookies.get(uri, java.util.Map.of())
                .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        Http.Reply reply = http.send(request.build());
        cookies.put(uri, reply.headers());
        return reply;
    }
}
