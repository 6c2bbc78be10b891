// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

import static io.holdfast.core.port.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.id.CheckpointId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every manifest store does. Uses fresh checkpoints, so one store can serve all tests. */
public abstract class ManifestStoreContract {

    private static final byte[] OLD = {1, 2, 3};
    private static final byte[] NEW = {1, 2, 4};

    private final CheckpointId id = fresh();

    /** A member of a cluster in which nothing moves. */
    protected abstract Grid one();

    /** Another member of the same cluster, which has no third one that keeps data. */
    protected abstract Grid two();

    @Test
    void nothingStandsAtFirst() {
        assertThat(await(one().manifests().get(id))).isEmpty();
    }

    @Test
    void theFirstIsSetOnlyWhereNoneStands() {
        assertThat(await(one().manifests().compareAndSet(id, null, OLD))).isTrue();
        assertThat(await(two().manifests().compareAndSet(id, null, NEW))).isFalse();
        assertThat(await(one().manifests().get(id))).hasValue(OLD);
    }

    @Test
    void aChangeIsSeenByTheOtherMemberAtOnce() {
        assertThat(await(one().manifests().compareAndSet(id, null, OLD))).isTrue();
        assertThat(await(two().manifests().get(id))).hasValue(OLD);
        assertThat(await(two().manifests().compareAndSet(id, OLD, NEW))).isTrue();
        assertThat(await(one().manifests().get(id))).hasValue(NEW);
    }

    @Test
    void whatFollowsAStageMayUseTheStore() {
        for (int round = 0; round < 20; round++) { // some of them on this member, some on the other
            CheckpointId next = fresh();
            boolean removed = await(one().manifests()
                    .compareAndSet(next, null, OLD)
                    .thenCompose(set -> one().manifests().get(next))
                    .thenCompose(found -> one().manifests().compareAndSet(next, found.orElseThrow(), NEW))
                    .thenCompose(set -> one().manifests().remove(next, NEW)));
            assertThat(removed).isTrue();
        }
    }

    @Test
    void theExpectedBytesAreComparedByContent() {
        await(one().manifests().compareAndSet(id, null, OLD));
        assertThat(await(one().manifests().compareAndSet(id, OLD.clone(), NEW))).isTrue();
    }

    @Test
    void otherBytesThanExpectedStay() {
        await(one().manifests().compareAndSet(id, null, OLD));
        for (byte[] other : List.of(NEW, new byte[0], new byte[] {1, 2}, new byte[] {1, 2, 3, 0})) {
            assertThat(await(one().manifests().compareAndSet(id, other, NEW))).isFalse();
            assertThat(await(one().manifests().remove(id, other))).isFalse();
        }
        assertThat(await(two().manifests().get(id))).hasValue(OLD);
    }

    @Test
    void whereNoneStandsNoneIsReplacedOrRemoved() {
        assertThat(await(one().manifests().compareAndSet(id, OLD, NEW))).isFalse();
        assertThat(await(one().manifests().remove(id, OLD))).isFalse();
        assertThat(await(one().manifests().get(id))).isEmpty();
    }

    @Test
    void theSameBytesMayBeSetAgain() {
        await(one().manifests().compareAndSet(id, null, OLD));
        assertThat(await(two().manifests().compareAndSet(id, OLD, OLD))).isTrue();
        assertThat(await(one().manifests().get(id))).hasValue(OLD);
    }

    @Test
    void theExpectedManifestIsRemovedAndCanBeSetAnew() {
        await(one().manifests().compareAndSet(id, null, OLD));
        assertThat(await(two().manifests().remove(id, OLD.clone()))).isTrue();
        assertThat(await(one().manifests().get(id))).isEmpty();
        assertThat(await(one().manifests().compareAndSet(id, null, NEW))).isTrue();
    }

    @Test
    void sessionsOfTwoApplicationsAreTwo() {
        CheckpointId other = new CheckpointId("other", id.session());
        await(one().manifests().compareAndSet(id, null, OLD));
        assertThat(await(one().manifests().compareAndSet(other, null, NEW))).isTrue();
        assertThat(await(one().manifests().get(id))).hasValue(OLD);
    }

    @Test
    void ofManyWritersAtTheSameTimeNoneIsOverwritten() {
        int writers = 6;
        int each = 50;
        await(one().manifests().compareAndSet(id, null, number(0)));
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<CompletableFuture<Void>> work = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                ManifestStore store = (writer % 2 == 0 ? one() : two()).manifests();
                work.add(CompletableFuture.runAsync(
                        () -> {
                            for (int done = 0; done < each; ) {
                                byte[] standing = await(store.get(id)).orElseThrow();
                                byte[] next = number(ByteBuffer.wrap(standing).getInt() + 1);
                                done += await(store.compareAndSet(id, standing, next)) ? 1 : 0;
                            }
                        },
                        threads));
            }
            work.forEach(Stages::await);
        } finally {
            threads.shutdownNow();
        }
        assertThat(await(one().manifests().get(id))).hasValue(number(writers * each));
    }

    @Test
    void eachManifestIsListedByItsKeeperAndByNoOther() {
        Set<CheckpointId> ids = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            CheckpointId one = fresh();
            ids.add(one);
            await(one().manifests().compareAndSet(one, null, OLD));
        }
        assertThat(two().manifests().all()).containsAll(ids);
        Set<CheckpointId> listed = new HashSet<>();
        for (Grid member : List.of(one(), two())) {
            String self = member.cluster().view().self();
            for (CheckpointId local : member.manifests().local()) {
                if (ids.contains(local)) {
                    assertThat(member.manifests().keeper(local)).hasValue(self);
                    assertThat(listed.add(local)).isTrue();
                }
            }
        }
        assertThat(listed).isEqualTo(ids);
    }

    @Test
    void bothMembersAgreeWhoKeepsAManifest() {
        assertThat(one().manifests().keeper(id))
                .isEqualTo(two().manifests().keeper(id))
                .hasValueSatisfying(
                        keeper -> assertThat(one().cluster().view().has(keeper)).isTrue());
    }

    @Test
    void thereIsAtLeastOneCopy() {
        assertThat(one().manifests().copies()).isPositive();
    }

    private static CheckpointId fresh() {
        return new CheckpointId("contract", UUID.randomUUID().toString());
    }

    private static byte[] number(int n) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(n).array();
    }
}
