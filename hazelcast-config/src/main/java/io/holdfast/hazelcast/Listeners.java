// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.topic.ITopic;
import io.holdfast.core.port.Cluster;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The listeners that one application added to topics, so that none is left behind when it ends. Thread-safe. */
final class Listeners {

    private static final Logger LOG = System.getLogger(Listeners.class.getName());

    private final Set<Cluster.Subscription> open = ConcurrentHashMap.newKeySet();

    /** Adds a listener until the subscription or all of this is closed. */
    <T> Cluster.Subscription add(ITopic<T> topic, Consumer<T> listener) {
        var registration = topic.addMessageListener(message -> listener.accept(message.getMessageObject()));
        Cluster.Subscription subscription = new Cluster.Subscription() {
            @Override
            public void close() {
                if (open.remove(this)) {
                    try {
                        topic.removeMessageListener(registration);
                    } catch (HazelcastInstanceNotActiveException e) {
                        LOG.log(Level.DEBUG, "The grid ended first; it has no listeners to remove", e);
                    }
                }
            }
        };
        open.add(subscription);
        return subscription;
    }

    void close() {
        open.forEach(Cluster.Subscription::close);
    }
}
