// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

import java.util.function.Consumer;

/**
 * Bytes from one member to the box of another. A message may be lost, late or doubled, and may have been sent by anyone
 * in the cluster; who receives one checks what it says, and who needs to know asks for an answer. Thread-safe.
 */
public interface Mail {

    /**
     * Sends and returns at once.
     *
     * @param address whose box
     * @param message not copied; must not change any more
     */
    void send(Address address, byte[] message);

    /** Calls the listener for each message to a box, on a thread of the grid: it must return quickly and not block. */
    Cluster.Subscription open(Address address, Consumer<byte[]> listener);

    /**
     * Where a message goes.
     *
     * @param member the id of the member
     * @param box one of the member's boxes; each has one listener. No {@code /} in it
     */
    record Address(String member, String box) {

        /** Refuses what {@link #parse} could not read back. */
        public Address {
            if (member.isEmpty() || box.isEmpty() || member.indexOf('/') >= 0 || box.indexOf('/') >= 0) {
                throw new IllegalArgumentException("HF1008 '" + member + "' and '" + box
                        + "' must be the id of a member and the name of a box, both without '/'");
            }
        }

        /** Reads {@link #toString} back. */
        public static Address parse(String text) {
            int slash = text.indexOf('/');
            return new Address(text.substring(0, Math.max(0, slash)), text.substring(slash + 1));
        }

        @Override
        public String toString() {
            return member + '/' + box;
        }
    }
}
