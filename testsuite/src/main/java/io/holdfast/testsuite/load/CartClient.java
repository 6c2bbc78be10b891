// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.load;

import io.holdfast.testsuite.cluster.Member;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The shop's REST interface as one browser uses it: with cookies of its own, which it sends to whichever member it talks
 * to, as a browser does that sees all of them under one name. Not safe for several threads.
 */
public final class CartClient {

    private static final String CART = "/shop/api/cart";

    private final Http http;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** A browser without cookies. */
    public CartClient(Http http) {
        this.http = http;
    }

    /**
     * A cart as a member showed it.
     *
     * @param member that answered
     * @param epoch of the session
     * @param sequence of its last checkpoint
     * @param items the lines
     */
    public record Cart(String member, long epoch, long sequence, List<CartItem> items) {}

    /** Sends a call that changes the cart. 200 acknowledges it. */
    public Http.Reply send(Member member, CartCall call) throws IOException {
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

    /** Reads the items of the cart; fails as {@link #show}. */
    public List<CartItem> read(Member member) throws IOException {
        return show(member).items();
    }

    /**
     * Reads the cart.
     *
     * @throws IOException if there is no reply, or one that is not a cart
     */
    public Cart show(Member member) throws IOException {
        Http.Reply reply = exchange(member, CART, HttpRequest.Builder::GET);
        if (!reply.ok()) {
            throw new IOException(member.name() + " answered " + reply.start());
        }
        JsonObject cart = reply.json(JsonObject.class);
        return new Cart(
                cart.getString("member"),
                cart.getJsonNumber("epoch").longValue(),
                cart.getJsonNumber("sequence").longValue(),
                cart.getJsonArray("items").stream()
                        .map(JsonValue::asJsonObject)
                        .map(item -> new CartItem(
                                item.getString("reference"),
                                item.getString("sku"),
                                item.getInt("quantity"),
                                item.getString("note")))
                        .toList());
    }

    private Http.Reply exchange(Member member, String path, UnaryOperator<HttpRequest.Builder> method)
            throws IOException {
        HttpRequest.Builder request = method.apply(http.to(member.uri().resolve(path)));
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        Http.Reply reply = http.send(request.build());
        for (String line : reply.headers().getOrDefault("set-cookie", List.of())) {
            for (HttpCookie cookie : HttpCookie.parse(line)) {
                if (cookie.getMaxAge() == 0) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie.getValue());
                }
            }
        }
        return reply;
    }
}
