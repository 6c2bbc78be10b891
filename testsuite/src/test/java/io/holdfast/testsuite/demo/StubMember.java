// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.testsuite.cluster.Member;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One address of a {@link StubShop}. */
final class StubMember implements Member {

    private final String name;
    private final StubShop shop;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean alive = true;

    StubMember(String name, StubShop shop) throws IOException {
        this.name = name;
        this.shop = shop;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            if (alive) {
                shop.answer(this, exchange);
            }
            exchange.close();
        });
        server.start();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public boolean alive() {
        return alive;
    }

    @Override
    public void kill9() {
        if (alive) {
            alive = false;
            server.stop(0);
            threads.shutdown();
            shop.recover(this);
        }
    }

    static boolean isLoggedIn(HttpExchange exchange) {
        String expected = Base64.getEncoder()
                .encodeToString((StubShop.USER + ":" + StubShop.PASSWORD).getBytes(StandardCharsets.UTF_8));
        return ("Basic " + expected).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    static void reply(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
