// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.memory;

import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.Mail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Mail of all members, delivered at once on the thread that sends; what shall be lost is lost. */
public final class MemoryMail implements Mail {

    private final Map<Address, Consumer<byte[]>> boxes = new ConcurrentHashMap<>();
    private final List<byte[]> sent = new ArrayList<>();
    private Predicate<Address> lost = address -> false;

    /** What goes to these boxes is lost from now on. */
    public void lose(Predicate<Address> which) {
        lost = which;
    }

    /** All messages so far, the lost ones too. */
    public List<byte[]> sent() {
        return sent;
    }

    @Override
    public void send(Address address, byte[] message) {
        sent.add(message);
        Consumer<byte[]> box = boxes.get(address);
        if (box != null && !lost.test(address)) {
            box.accept(message);
        }
    }

    @Override
    public Cluster.Subscription open(Address address, Consumer<byte[]> listener) {
        boxes.put(address, listener);
        return () -> boxes.remove(address, listener);
    }
}
