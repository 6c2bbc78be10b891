// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.rest;

import io.holdfast.admin.Console;
import io.holdfast.admin.live.Hub;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * What happens, as it happens: {@code members}, {@code overview}, {@code point}, {@code recoveries}, {@code operations}
 * and {@code verification}, each with the JSON of the resource of that name. After {@link #LONGEST} the connection ends,
 * and who still may watch connects again.
 */
@Path("events")
@RequestScoped
public class EventsResource {

    static final Duration LONGEST = Duration.ofMinutes(15);

    @Inject
    private Console console;

    /** Events until the client goes. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(@Context SseEventSink sink, @Context Sse sse) {
        console.watching().touch();
        if (!console.hub().join(new Stream(sink, sse))) {
            sink.close();
            throw new RefusedException(new Problem(
                    503, "Too many watch", "HF4013", "This member tells " + Hub.MOST + " pages already.", 10));
        }
    }

    private static final class Stream implements Hub.Watcher {
        private final SseEventSink sink;
        private final Sse sse;
        private final long until = System.nanoTime() + LONGEST.toNanos();

        Stream(SseEventSink sink, Sse sse) {
            this.sink = sink;
            this.sse = sse;
        }

        @Override
        public void send(String kind, String data) {
            if (System.nanoTime() - until > 0) {
                throw new IllegalStateException("long enough");
            }
            try {
                sink.send(sse.newEvent(kind, data)).toCompletableFuture().join();
            } catch (CompletionException e) {
                throw new IllegalStateException("the client is gone", e);
            }
        }

        @Override
        public boolean isOpen() {
            return !sink.isClosed();
        }

        @Override
        public void close() {
            sink.close();
        }
    }
}
