// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import com.sun.net.httpserver.HttpExchange;
import io.holdfast.testsuite.cluster.Member;
import io.holdfast.testsuite.load.CartItem;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A cluster of shops and consoles in this JVM that speaks their REST interfaces, with carts that survive because all
 * members share them. It can be told to do what must never happen. Safe for several threads.
 */
final class StubShop implements AutoCloseable {

    static final String USER = "demo";
    static final String PASSWORD = "only for this test";

    private static final int OVERHEAD = 100; // bytes of state an item, beside its note
    private static final int STORED_PERCENT = 150;

    private final List<StubMember> members;
    private final Map<String, Cart> carts = new HashMap<>();
    private final List<JsonObject> recoveries = new ArrayList<>();
    private Consumer<List<CartItem>> damage = items -> {};
    private boolean damaged;
    private Mishap mishap = Mishap.NONE;

    /** What happens to the next call that changes a cart. */
    enum Mishap {
        NONE,
        /** It takes effect, and the connection breaks before the reply. */
        REPLY_LOST,
        /** It does not take effect, and the connection breaks. */
        CALL_LOST,
        /** It does not take effect, and the reply is 503. */
        NOT_DURABLE,
        /** The reply is 400. */
        REFUSED
    }

    private static final class Cart {
        private final List<CartItem> items = new ArrayList<>();
        private Member owner;

        private int stateBytes() {
            return items.stream()
                    .mapToInt(item -> OVERHEAD + item.note().length())
                    .sum();
        }
    }

    StubShop(int members) throws IOException {
        List<StubMember> started = new ArrayList<>();
        for (int number : IntStream.rangeClosed(1, members).toArray()) {
            started.add(new StubMember("n" + number, this));
        }
        this.members = List.copyOf(started);
    }

    List<StubMember> members() {
        return members;
    }

    /** What is done to the first cart that is recovered next. */
    synchronized void damageOnRecovery(Consumer<List<CartItem>> deed) {
        damage = deed;
    }

    /** What happens to the next call that changes a cart, once. */
    synchronized void next(Mishap next) {
        mishap = next;
    }

    /** The carts of a dead member live on others now. */
    synchronized void recover(Member lost) {
        List<StubMember> living = members.stream().filter(Member::alive).toList();
        int recovered = 0;
        for (Cart cart : carts.values()) {
            if (cart.owner.equals(lost) && !living.isEmpty()) {
                cart.owner = living.get(recovered++ % living.size());
                if (!damaged) {
                    damage.accept(cart.items);
                    damaged = true;
                }
            }
        }
        long now = System.currentTimeMillis();
        recoveries.add(Json.createObjectBuilder()
                .add("lost", lost.name())
                .add("sessions", recovered)
                .add("reactivated", recovered)
                .add("failed", 0)
                .add("firstReactivatedAt", now)
                .add("lastReactivatedAt", now)
                .build());
    }

    @Override
    public void close() {
        members.forEach(StubMember::kill9);
    }

    /** Answers a request that reached a member. */
    synchronized void answer(StubMember member, HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        switch (request) {
            case "GET /shop/api/catalogue" ->
                StubMember.reply(
                        exchange, 200, "{\"total\":1,\"products\":[{\"sku\":\"HF-0001\"},{\"sku\":\"HF-0002\"}]}");
            case "GET /shop/api/cart" -> StubMember.reply(exchange, 200, shown(cart(exchange, member)));
            case "POST /shop/api/cart/items" -> change(exchange, member, cart -> cart.items.add(item(exchange)));
            case "GET /holdfast/api/members" ->
                console(exchange, membersJson().build().toString());
            case "GET /holdfast/api/sessions" ->
                console(exchange, sessionsJson(exchange.getRequestURI().getQuery()));
            case "GET /holdfast/api/storage" -> console(exchange, storageJson(member));
            case "GET /holdfast/api/recoveries" -> console(exchange, recoveries.toString());
            default -> {
                String reference = request.substring(request.lastIndexOf('/') + 1);
                change(
                        exchange,
                        member,
                        cart -> cart.items.removeIf(item -> item.reference().equals(reference)));
            }
        }
    }

    private void change(HttpExchange exchange, StubMember member, Consumer<Cart> deed) throws IOException {
        Mishap happens = mishap;
        mishap = Mishap.NONE;
        Cart cart = cart(exchange, member);
        if (happens == Mishap.NONE || happens == Mishap.REPLY_LOST) {
            deed.accept(cart);
        }
        switch (happens) {
            case NONE -> StubMember.reply(exchange, 200, summary(cart));
            case NOT_DURABLE -> StubMember.reply(exchange, 503, "{\"code\":\"HF3001\"}");
            case REFUSED -> StubMember.reply(exchange, 400, "{\"code\":\"HF5410\"}");
            case REPLY_LOST, CALL_LOST -> exchange.close();
        }
    }

    private Cart cart(HttpExchange exchange, StubMember member) {
        String cookie = exchange.getRequestHeaders().getFirst("Cookie");
        String id = cookie == null ? "" : cookie.replaceAll(".*HOLDFAST_SHOP=\"?([^\";]*).*", "$1");
        if (!carts.containsKey(id)) {
            id = UUID.randomUUID().toString();
            exchange.getResponseHeaders()
                    .add("Set-Cookie", "HOLDFAST_SHOP=" + id + "; Path=/shop; HttpOnly; SameSite=Lax");
        }
        Cart cart = carts.computeIfAbsent(id, key -> new Cart());
        cart.owner = member; // whoever is asked takes it over
        return cart;
    }

    private static CartItem item(HttpExchange exchange) {
        try (JsonReader reader = Json.createReader(exchange.getRequestBody())) {
            JsonObject body = reader.readObject();
            return new CartItem(
                    body.getString("reference"),
                    body.getString("sku"),
                    body.getInt("quantity"),
                    body.getString("note"));
        }
    }

    private static String shown(Cart cart) {
        JsonArrayBuilder items = Json.createArrayBuilder();
        cart.items.forEach(item -> items.add(Json.createObjectBuilder()
                .add("reference", item.reference())
                .add("sku", item.sku())
                .add("quantity", item.quantity())
                .add("note", item.note())));
        return Json.createObjectBuilder().add("items", items).build().toString();
    }

    private static String summary(Cart cart) {
        return Json.createObjectBuilder()
                .add("stateBytes", cart.stateBytes())
                .add("items", cart.items.size())
                .build()
                .toString();
    }

    private JsonArrayBuilder membersJson() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        members.stream()
                .filter(Member::alive)
                .forEach(member -> array.add(
                        Json.createObjectBuilder().add("uuid", id(member)).add("name", member.name())));
        return array;
    }

    private String sessionsJson(String query) {
        int offset = Integer.parseInt(query.replaceAll(".*offset=([0-9]+).*", "$1"));
        JsonArrayBuilder page = Json.createArrayBuilder();
        carts.values().stream().skip(offset).limit(10).forEach(cart -> {
            JsonObjectBuilder session = Json.createObjectBuilder()
                    .add("stateBytes", cart.stateBytes())
                    .add("application", "shop")
                    .add("id", "a cart")
                    .add("status", "PROTECTED")
                    .add("tolerate", 2);
            page.add(session.add("owner", id(cart.owner)));
        });
        return Json.createObjectBuilder()
                .add("total", carts.size())
                .add("sessions", page)
                .build()
                .toString();
    }

    /** The first member stores it all. */
    private String storageJson(StubMember member) {
        int state = carts.values().stream().mapToInt(Cart::stateBytes).sum();
        int stored = member.equals(members.get(0)) ? state * STORED_PERCENT / 100 : 0;
        return "{\"fragments\":{\"bytes\":" + stored + "},\"manifests\":{\"bytes\":0}}";
    }

    private static void console(HttpExchange exchange, String json) throws IOException {
        StubMember.reply(exchange, StubMember.isLoggedIn(exchange) ? 200 : 401, json);
    }

    private static String id(Member member) {
        return "id-of-" + member.name();
    }
}
