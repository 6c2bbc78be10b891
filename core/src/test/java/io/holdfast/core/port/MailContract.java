// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

import static io.holdfast.core.port.Stages.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.core.port.Mail.Address;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all mail does in a cluster where nothing goes wrong. */
public abstract class MailContract {

    private final byte[] message = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    private final List<byte[]> received = new CopyOnWriteArrayList<>();
    private final List<byte[]> elsewhere = new CopyOnWriteArrayList<>();

    /** The mail of a member. */
    protected abstract Mail one();

    /** The mail of another member. */
    protected abstract Mail two();

    @Test
    void aMessageReachesTheBoxItIsForAndNoOther() {
        try (Cluster.Subscription box = two().open(new Address("m2", "a"), received::add);
                Cluster.Subscription other = two().open(new Address("m2", "b"), elsewhere::add);
                Cluster.Subscription own = one().open(new Address("m1", "a"), elsewhere::add)) {
            assertThat(List.of(box, other, own)).doesNotContainNull();
            one().send(new Address("m2", "a"), message);
            until("it is there", () -> !received.isEmpty());
            assertThat(received).containsExactly(message);
            assertThat(elsewhere).isEmpty();
        }
    }

    @Test
    void aMemberMayWriteToItselfAndToNobody() {
        try (Cluster.Subscription box = one().open(new Address("m1", "self"), received::add)) {
            assertThat(box).isNotNull();
            one().send(new Address("m7", "nobody"), message);
            one().send(new Address("m1", "self"), message);
            until("it is there", () -> received.size() == 1);
        }
    }

    @Test
    void aClosedBoxIsSilent() {
        one().open(new Address("m1", "closed"), elsewhere::add).close();
        try (Cluster.Subscription box = one().open(new Address("m1", "open"), received::add)) {
            assertThat(box).isNotNull();
            two().send(new Address("m1", "closed"), message);
            two().send(new Address("m1", "open"), message);
            until("the other is there", () -> !received.isEmpty());
        }
        assertThat(elsewhere).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m1", "/", "m1/", "/a", "m1/a/b"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.parse(text))
                .withMessageStartingWith("HF1008");
        assertThat(Address.parse("m1/a")).hasToString("m1/a").isEqualTo(new Address("m1", "a"));
    }
}
