// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench.call;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients with a session each, spread over the members, each of which calls again as soon as it is answered. */
final class CallClients implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<Client> clients = new ArrayList<>();
    private final ExecutorService threads;

    private static final class Client {
        private final HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // Payara leaves a POST unanswered that offers HTTP/2 beside
                .cookieHandler(new CookieManager())
                .connectTimeout(LIMIT)
                .build();
        private final URI basket;
        private int calls;

        Client(URI basket) {
            this.basket = basket;
        }

        void post(String call) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(basket + "/" + call))
                    .timeout(LIMIT)
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (reply.statusCode() != 200) {
                throw new IOException(request.uri() + " answered " + reply.statusCode() + ": " + reply.body());
            }
        }

        /** Nanoseconds of each call. */
        long[] work(long until) throws IOException, InterruptedException {
            long[] nanos = new long[1024];
            int count = 0;
            for (long start = System.nanoTime(); start - until < 0; start = System.nanoTime()) {
                post("change?item=" + calls++ * 7);
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * count);
                }
                nanos[count++] = System.nanoTime() - start;
            }
            return Arrays.copyOf(nanos, count);
        }
    }

    /** Opens the sessions, with that many items in each basket. */
    CallClients(int number, List<URI> baskets, int items) throws IOException, InterruptedException {
        threads = Executors.newFixedThreadPool(number);
        for (int i = 0; i < number; i++) {
            Client client = new Client(baskets.get(i % baskets.size()));
            client.post("fill?items=" + items);
            clients.add(client);
        }
    }

    /** All call for so long; answers the milliseconds of each call, sorted. */
    double[] call(Duration duration) throws InterruptedException, ExecutionException {
        long until = System.nanoTime() + duration.toNanos();
        List<Callable<long[]>> tasks = new ArrayList<>();
        clients.forEach(client -> tasks.add(() -> client.work(until)));
        List<Double> all = new ArrayList<>();
        for (Future<long[]> done : threads.invokeAll(tasks)) {
            Arrays.stream(done.get()).forEach(nanos -> all.add(nanos / 1e6));
        }
        return all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
