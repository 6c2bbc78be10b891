// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.topic.ITopic;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.Mail;
import java.util.function.Consumer;

/** Mail over topics: one for each box, to which only its owner listens, so that nobody else is sent the bytes. */
final class HazelcastMail implements Mail {

    private static final String BOXES = "holdfast-mail/";

    private final HazelcastInstance instance;
    private final Listeners listeners = new Listeners();

    HazelcastMail(HazelcastInstance instance) {
        this.instance = instance;
    }

    @Override
    public void send(Address address, byte[] message) {
        topic(address).publish(message);
    }

    @Override
    public Cluster.Subscription open(Address address, Consumer<byte[]> listener) {
        return listeners.add(topic(address), listener);
    }

    private ITopic<byte[]> topic(Address address) {
        return instance.getTopic(BOXES + address);
    }

    void close() {
        listeners.close();
    }
}
