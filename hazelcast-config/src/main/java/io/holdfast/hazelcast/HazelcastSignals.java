// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.topic.ITopic;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.Signals;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Signals over a topic. */
final class HazelcastSignals implements Signals, AutoCloseable {

    private static final Logger LOG = System.getLogger(HazelcastSignals.class.getName());

    private final ITopic<String> topic;
    private final Set<UUID> registrations = ConcurrentHashMap.newKeySet();

    HazelcastSignals(ITopic<String> topic) {
        this.topic = topic;
    }

    @Override
    public void send(String message) {
        topic.publish(message);
    }

    @Override
    public Cluster.Subscription onSignal(Consumer<String> listener) {
        UUID registration = topic.addMessageListener(message -> listener.accept(message.getMessageObject()));
        registrations.add(registration);
        return () -> end(registration);
    }

    @Override
    public void close() {
        registrations.forEach(this::end);
    }

    private void end(UUID registration) {
        if (registrations.remove(registration)) {
            try {
                topic.removeMessageListener(registration);
            } catch (HazelcastInstanceNotActiveException e) {
                LOG.log(Level.DEBUG, "The grid ended first; it has no listeners to remove", e);
            }
        }
    }
}
