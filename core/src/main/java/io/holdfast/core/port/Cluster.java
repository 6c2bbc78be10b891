// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Who is in the cluster, now and after each change. Thread-safe. */
public interface Cluster {

    /** The newest view. Does not block; may lag behind the truth by the failure detection of the cluster. */
    ClusterView view();

    /**
     * Tells the listener of every change of members or of keepers of slots. Calls may come from any thread, one at a
     * time, and must return quickly. No change is left out, but several may arrive as one.
     *
     * @return closes the subscription
     */
    Subscription onChange(Consumer<Change> listener);

    /**
     * A change, with the view before and the view after, so that what happened is derived and not told.
     *
     * @param before the view before
     * @param after the view after
     * @param lostSlots slots whose fragments went with their keeper: it left without handing them over
     */
    record Change(ClusterView before, ClusterView after, Set<Integer> lostSlots) {

        /** Copies the set. */
        public Change {
            lostSlots = Set.copyOf(lostSlots);
        }

        /** Members that were there before and are not now. */
        public List<Member> left() {
            return before.members().stream()
                    .filter(member -> !after.has(member.id()))
                    .toList();
        }

        /** Members that are there now and were not before. */
        public List<Member> joined() {
            return after.members().stream()
                    .filter(member -> !before.has(member.id()))
                    .toList();
        }
    }

    /** Ends a subscription; idempotent. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
