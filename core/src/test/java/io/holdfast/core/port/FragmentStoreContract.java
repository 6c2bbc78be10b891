// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

import static io.holdfast.core.port.Stages.await;
import static io.holdfast.core.port.Stages.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What every fragment store does. Uses fresh checkpoints, so one store can serve all tests. */
public abstract class FragmentStoreContract {

    private final CheckpointId id =
            new CheckpointId("contract", UUID.randomUUID().toString());

    /** A member of a cluster in which nothing moves. */
    protected abstract Grid one();

    /** Another member of the same cluster. Both keep slots. */
    protected abstract Grid two();

    @Test
    void whatOneMemberPutsAnotherGets() {
        Map<FragmentKey, byte[]> fragments =
                Map.of(key(0, slotOf(one())), new byte[] {1, -1, 0}, key(1, slotOf(two())), new byte[] {2});
        await(one().fragments().putAll(fragments));
        fragments.forEach((key, bytes) -> {
            assertThat(await(two().fragments().get(key))).hasValue(bytes);
            assertThat(await(one().fragments().get(key))).hasValue(bytes);
        });
    }

    @Test
    void aFragmentThatNobodyPutIsEmpty() {
        assertThat(await(one().fragments().get(key(0, slotOf(two()))))).isEmpty();
    }

    @Test
    void aFragmentWithoutBytesIsAFragment() {
        FragmentKey key = key(0, slotOf(two()));
        await(one().fragments().putAll(Map.of(key, new byte[0])));
        assertThat(await(one().fragments().get(key))).hasValue(new byte[0]);
    }

    @Test
    void aLargeFragmentComesBackByteForByte() {
        byte[] bytes = new byte[3_000_000];
        new Random(17).nextBytes(bytes);
        FragmentKey key = key(0, slotOf(two()));
        await(one().fragments().putAll(Map.of(key, bytes)));
        assertThat(await(one().fragments().get(key))).hasValue(bytes);
    }

    @Test
    void aFragmentIsFoundOnlyInItsSlot() {
        await(one().fragments().putAll(Map.of(key(0, slotOf(one())), new byte[] {1})));
        assertThat(await(one().fragments().get(key(0, slotOf(two()))))).isEmpty();
    }

    @Test
    void puttingTheSameAgainIsAccepted() {
        Map<FragmentKey, byte[]> fragment = Map.of(key(0, slotOf(two())), new byte[] {1, 2});
        await(one().fragments().putAll(fragment));
        await(two().fragments().putAll(fragment));
        fragment.forEach(
                (key, bytes) -> assertThat(await(one().fragments().get(key))).hasValue(bytes));
    }

    @Test
    void removingLeavesTheOthersAndAcceptsWhatIsNotThere() {
        FragmentKey gone = key(0, slotOf(one()));
        FragmentKey alsoGone = key(1, slotOf(two()));
        FragmentKey stays = key(2, slotOf(two()));
        await(one().fragments().putAll(Map.of(gone, new byte[1], alsoGone, new byte[1], stays, new byte[1])));
        await(two().fragments().removeAll(List.of(gone, alsoGone, key(3, slotOf(one())))));
        assertThat(await(one().fragments().get(gone))).isEmpty();
        assertThat(await(one().fragments().get(alsoGone))).isEmpty();
        assertThat(await(one().fragments().get(stays))).isPresent();
    }

    @Test
    void nothingToDoIsDone() {
        await(one().fragments().putAll(Map.of()));
        await(one().fragments().removeAll(List.of()));
    }

    @Test
    void eachMemberListsWhatItKeepsAndNoMore() {
        FragmentKey first = key(0, slotOf(one()));
        FragmentKey second = key(1, slotOf(two()));
        await(one().fragments().putAll(Map.of(first, new byte[1], second, new byte[1])));
        assertThat(local(one())).containsExactly(first);
        assertThat(local(two())).containsExactly(second);
        await(one().fragments().removeAll(List.of(first)));
        assertThat(local(one())).isEmpty();
    }

    @Test
    void everySlotCanBeUsed() {
        Map<FragmentKey, byte[]> fragments = new HashMap<>();
        for (int slot = 0; slot < one().cluster().view().slotCount(); slot++) {
            fragments.put(key(slot, slot), new byte[] {(byte) slot});
        }
        await(one().fragments().putAll(fragments));
        fragments.forEach(
                (key, bytes) -> assertThat(await(two().fragments().get(key))).hasValue(bytes));
        assertThat(local(one()).size() + local(two()).size()).isLessThanOrEqualTo(fragments.size());
        assertThat(local(one())).hasSize(one().cluster().view().slotCountOf(self(one())));
    }

    @Test
    void manyAtTheSameTimeAllArrive() {
        List<CompletionStage<Void>> puts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Grid member = i % 2 == 0 ? one() : two();
            puts.add(member.fragments()
                    .putAll(Map.of(
                            key(i, slotOf(one())), new byte[] {(byte) i}, key(1000 + i, slotOf(two())), new byte[9])));
        }
        puts.forEach(Stages::await);
        for (int i = 0; i < 200; i++) {
            assertThat(await(two().fragments().get(key(i, slotOf(one()))))).hasValue(new byte[] {(byte) i});
        }
    }

    private FragmentKey key(int index, int slot) {
        return new FragmentKey(id, new GroupId(new Version(1, 1), 0), index, slot);
    }

    private List<FragmentKey> local(Grid member) {
        return member.fragments().local().stream()
                .filter(key -> key.checkpoint().equals(id))
                .toList();
    }

    private static int slotOf(Grid member) {
        until("the member keeps slots", () -> member.cluster().view().slotCountOf(self(member)) > 0);
        return member.cluster().view().slotOf(self(member), 0);
    }

    private static String self(Grid member) {
        return member.cluster().view().self();
    }
}
