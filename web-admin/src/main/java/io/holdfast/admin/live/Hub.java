// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.live;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Tells everybody who watches. One that is slow gets less: of each kind of event only the newest waits for it, and nobody
 * else waits. Thread-safe.
 */
public final class Hub implements AutoCloseable {

    /** As many pages as one member tells; each holds a connection. */
    public static final int MOST = 64;

    private final Executor executor;
    private final Map<Watcher, Outbox> outboxes = new ConcurrentHashMap<>();
    private final Map<String, String> newest = new ConcurrentHashMap<>();

    /** Tells on threads of that executor. */
    public Hub(Executor executor) {
        this.executor = executor;
    }

    /** Somebody who watches. */
    public interface Watcher {

        /** Sends an event; may block. Throws whatever if the watcher is gone. */
        void send(String kind, String data);

        /** Whether it still watches. */
        boolean isOpen();

        /** Ends the connection. */
        void close();
    }

    /** Events that wait for one watcher, by kind; and whether somebody sends. */
    private static final class Outbox {
        private final Map<String, String> waiting = new LinkedHashMap<>();
        private boolean sending;
    }

    /** Lets one more watch, from the newest event of each kind on; false if there are too many already. */
    public boolean join(Watcher watcher) {
        outboxes.keySet().removeIf(one -> !one.isOpen());
        if (outboxes.size() >= MOST) {
            return false;
        }
        outboxes.put(watcher, new Outbox());
        newest.forEach((kind, data) -> offer(watcher, kind, data));
        return true;
    }

    /** How many watch. */
    public int watchers() {
        return outboxes.size();
    }

    /** Tells all, unless it is what was told last. */
    public void tell(String kind, String data) {
        if (!data.equals(newest.put(kind, data))) {
            outboxes.keySet().forEach(watcher -> offer(watcher, kind, data));
        }
    }

    /** Ends all connections. */
    @Override
    public void close() {
        outboxes.keySet().forEach(this::drop);
    }

    private void drop(Watcher watcher) {
        outboxes.remove(watcher);
        watcher.close();
    }

    private void offer(Watcher watcher, String kind, String data) {
        Outbox outbox = outboxes.get(watcher);
        if (outbox == null) {
            return;
        }
        synchronized (outbox) {
            outbox.waiting.put(kind, data);
            if (outbox.sending) {
                return;
            }
            outbox.sending = true;
        }
        try {
            executor.execute(() -> send(watcher, outbox));
        } catch (RejectedExecutionException e) {
            drop(watcher); // the console ends
        }
    }

    private void send(Watcher watcher, Outbox outbox) {
        try {
            while (true) {
                Map.Entry<String, String> next;
                synchronized (outbox) {
                    Iterator<Map.Entry<String, String>> entries =
                            outbox.waiting.entrySet().iterator();
                    if (!entries.hasNext()) {
                        outbox.sending = false;
                        return;
                    }
                    Map.Entry<String, String> first = entries.next();
                    next = Map.entry(first.getKey(), first.getValue());
                    entries.remove();
                }
                watcher.send(next.getKey(), next.getValue());
            }
        } catch (RuntimeException e) {
            drop(watcher); // it is gone, which is how every watch ends
        }
    }
}
