// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Scheme;
import io.holdfast.core.memory.MemoryCluster;
import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Member;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SlotLossesTest {

    private static final int SLOTS = 400;

    private final SlotLosses losses = losses();

    @Test
    void aLossAfterTheMarkHitsAndOneBeforeItDoesNot() {
        long before = losses.mark();
        losses.onChange(lost(Set.of(7)));
        long after = losses.mark();
        assertThat(losses.hit(group(3, 7), before)).isTrue();
        assertThat(losses.hit(group(3, 8), before)).isFalse();
        assertThat(losses.hit(group(3, 7), after)).isFalse();
        losses.onChange(lost(Set.of(7, 9)));
        assertThat(losses.hit(group(3, 7), after)).isTrue();
    }

    @Test
    void aChangeThatLosesNothingHitsNothing() {
        long mark = losses.mark();
        losses.onChange(lost(Set.of()));
        assertThat(losses.mark()).isEqualTo(mark);
        assertThat(losses.hit(group(1, 2), mark)).isFalse();
    }

    @Test
    void slotsThatTheClusterHadNotAtFirstAreKnownToo() {
        SlotLosses early = new SlotLosses(
                new MemoryCluster(0, 1).join(new Member("m", "m", "m", true)).cluster());
        assertThat(early.hit(group(399, 1), 0)).isFalse();
        early.onChange(lost(Set.of(399)));
        assertThat(early.hit(group(399, 1), 0)).isTrue();
    }

    /** An owner marks, looks for hits, and later looks for hits since the mark: no loss may fall in between. */
    @Test
    void noLossIsMissedByAnOwnerThatMarksWhileItIsNoted() {
        Cluster.Change change = lost(IntStream.range(0, SLOTS).boxed().collect(Collectors.toSet()));
        for (int round = 0; round < 500; round++) {
            SlotLosses noted = losses();
            CompletableFuture<Void> noting = CompletableFuture.runAsync(() -> noted.onChange(change));
            boolean done;
            do {
                done = noting.isDone();
                long mark = noted.mark();
                for (int slot = 0; slot < SLOTS; slot += 57) {
                    Group group = group(slot, slot);
                    if (!noted.hit(group, 1) && !seenLater(noted, noting, group, mark)) {
                        throw new AssertionError("round " + round + ": the loss of slot " + slot + " was missed");
                    }
                }
            } while (!done);
        }
    }

    /** Whether what was not seen yet is seen from the mark on. */
    private static boolean seenLater(SlotLosses losses, CompletableFuture<Void> noting, Group group, long mark) {
        noting.join();
        return losses.hit(group, mark);
    }

    private static SlotLosses losses() {
        return new SlotLosses(new MemoryCluster(SLOTS, 1)
                .join(new Member("m", "m", "m", true))
                .cluster());
    }

    private static Cluster.Change lost(Set<Integer> slots) {
        ClusterView view = new ClusterView("m", List.of(), Collections.nCopies(SLOTS, null));
        return new Cluster.Change(view, view, slots);
    }

    private static Group group(int... slots) {
        return new Group(new GroupId(new Version(1, 1), 0), new Digest(1, 2), 10, Scheme.mirror(slots.length), slots);
    }
}
