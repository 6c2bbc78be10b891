// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

import static io.holdfast.core.port.Stages.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What all signals do in a cluster where nothing goes wrong. */
public abstract class SignalsContract {

    private final String message = "contract " + UUID.randomUUID();

    /** The signals of a member. */
    protected abstract Signals one();

    /** The signals of another member. */
    protected abstract Signals two();

    @Test
    void aMessageReachesAllMembersAndItsSender() {
        List<String> first = new CopyOnWriteArrayList<>();
        List<String> second = new CopyOnWriteArrayList<>();
        try (Cluster.Subscription a = one().onSignal(first::add);
                Cluster.Subscription b = two().onSignal(second::add)) {
            assertThat(List.of(a, b)).doesNotContainNull();
            one().send(message);
            until("both have it", () -> first.contains(message) && second.contains(message));
        }
    }

    @Test
    void afterItsEndASubscriptionIsSilentAndOthersAreNot() {
        List<String> ended = new CopyOnWriteArrayList<>();
        List<String> listening = new CopyOnWriteArrayList<>();
        Cluster.Subscription subscription = one().onSignal(ended::add);
        try (Cluster.Subscription other = one().onSignal(listening::add)) {
            assertThat(other).isNotNull();
            subscription.close();
            subscription.close();
            two().send(message);
            until("the other has it", () -> listening.contains(message));
        }
        assertThat(ended).doesNotContain(message);
    }
}
