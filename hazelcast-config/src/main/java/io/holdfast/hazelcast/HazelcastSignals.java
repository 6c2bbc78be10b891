// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.topic.ITopic;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.Signals;
import java.util.function.Consumer;

/** Signals over a topic. */
final class HazelcastSignals implements Signals, AutoCloseable {

    private final ITopic<String> topic;
    private final Listeners listeners = new Listeners();

    HazelcastSignals(ITopic<String> topic) {
        this.topic = topic;
    }

    @Override
    public void send(String message) {
        topic.publish(message);
    }

    @Override
    public Cluster.Subscription onSignal(Consumer<String> listener) {
        return listeners.add(topic, listener);
    }

    @Override
    public void close() {
        listeners.close();
    }
}
