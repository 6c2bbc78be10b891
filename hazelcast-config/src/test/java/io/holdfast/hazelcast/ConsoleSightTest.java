// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.port.Cluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a console needs of the grid besides the ports. */
class ConsoleSightTest {

    private final Members members = new Members();

    @AfterEach
    void end() {
        members.close();
    }

    @Test
    void theSlotsTogetherHoldEveryManifestOnce() {
        HazelcastGrid one = members.join("n1");
        HazelcastGrid two = members.join("n2");
        members.settle();
        Map<CheckpointId, byte[]> written = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            CheckpointId id = new CheckpointId("shop", "s" + i);
            written.put(id, new byte[] {(byte) i});
            one.grid()
                    .manifests()
                    .compareAndSet(id, null, written.get(id))
                    .toCompletableFuture()
                    .join();
        }
        Map<CheckpointId, byte[]> found = new HashMap<>();
        int slots = two.grid().cluster().view().slotCount();
        IntStream.range(0, slots).forEach(slot -> two.manifestsIn(slot).forEach((id, bytes) -> {
            assertThat(found.put(id, bytes)).isNull();
        }));
        assertThat(found.keySet()).isEqualTo(written.keySet());
        found.forEach((id, bytes) -> assertThat(bytes).isEqualTo(written.get(id)));
    }

    @Test
    void copiesAreOnAsManyMembersAsThereAreUpToOneMoreThanBackups() {
        HazelcastGrid one = members.join("n1");
        HazelcastGrid two = members.join("n2");
        members.settle();
        String first = one.grid().cluster().view().self();
        String second = two.grid().cluster().view().self();
        assertThat(one.copiesIn(7)).isEqualTo(Set.of(first, second));
        members.join("n3");
        members.join("n4");
        members.settle();
        assertThat(one.copiesIn(7)).hasSize(3);
    }

    @Test
    void changesOfTheDirectoryAreToldOnEveryMemberUntilTheSubscriptionEnds() {
        HazelcastGrid one = members.join("n1");
        HazelcastGrid two = members.join("n2");
        List<String> told = new CopyOnWriteArrayList<>();
        Cluster.Subscription subscription = two.onDirectoryChange((key, text) -> told.add(key + '=' + text.orElse("")));
        one.directory().put("a/1", "x");
        Waiting.until("the first is told", () -> told.contains("a/1=x"));
        one.directory().put("a/1", "y");
        one.directory().remove("a/1");
        Waiting.until("all are told", () -> told.contains("a/1="));
        assertThat(told).containsSubsequence("a/1=x", "a/1=y", "a/1=");
        subscription.close();
        one.directory().put("a/2", "x");
        two.directory().put("a/3", "x");
        assertThat(told).noneMatch(change -> change.startsWith("a/2"));
    }
}
