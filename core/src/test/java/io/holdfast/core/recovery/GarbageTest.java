// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.recovery;

import static io.holdfast.core.memory.Ensemble.bytes;
import static io.holdfast.core.memory.Ensemble.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.checkpoint.Distributor;
import io.holdfast.core.checkpoint.OwnedCheckpoint;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.memory.Ensemble;
import io.holdfast.core.memory.FaultyGrid;
import io.holdfast.core.memory.FaultyGrid.Fault;
import io.holdfast.core.memory.FaultyGrid.Operation;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class GarbageTest {

    private static final CheckpointId CART = new CheckpointId("shop", "cart");
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final byte[] A = bytes(1, 40_000);
    private static final byte[] B = bytes(2, 40_000);

    private final Ensemble ensemble = Ensemble.of(6);
    private final FaultyGrid faults = ensemble.faults("m0");
    private final Distributor distributor = ensemble.distributor("m0");
    private final OwnedCheckpoint owned = ensemble.fresh(CART, "m0", 2);
    private final Layout ofA = result(distributor.commit(owned, "java", A));
    private final Map<String, Garbage> collectors = new LinkedHashMap<>();

    GarbageTest() {
        for (int i = 0; i < 6; i++) {
            collectors.put("m" + i, new Garbage(ensemble.grid("m" + i), GRACE));
        }
    }

    @Test
    void whatIsNeededStays() {
        for (int look = 0; look < 20; look++) {
            assertThat(collect()).isZero();
        }
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofA));
    }

    @Test
    void fragmentsOfACommitThatIsUnderWayStayWithinTheGraceAndAfterIt() {
        faults.next(Operation.CAS_MANIFEST, Fault.HELD);
        CompletableFuture<Layout> commit = distributor.commit(owned, "java", B).toCompletableFuture();
        Set<FragmentKey> both = ensemble.cluster().fragmentKeys();
        assertThat(both).hasSizeGreaterThan(keys(ofA).size());
        for (int look = 0; look < 3; look++) {
            assertThat(collect()).isZero();
        }
        faults.release();
        Layout ofB = result(commit);
        for (int look = 0; look < 20; look++) {
            assertThat(collect()).isZero();
        }
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofB));
    }

    @Test
    void theFallbackStaysAsLongAsTheCurrentVersionIsNotAcknowledged() {
        faults.always(Operation.PUT, Fault.HALF);
        result(distributor.commit(owned, "java", B).handle((done, failure) -> done));
        Set<FragmentKey> both = ensemble.cluster().fragmentKeys();
        for (int look = 0; look < 20; look++) {
            assertThat(collect()).isZero();
        }
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(both).containsAll(keys(ofA));
    }

    @Test
    void whatACrashedCommitLeftBehindIsGoneAfterTheGraceAndTwoLooks() {
        faults.next(Operation.CAS_MANIFEST, Fault.HELD);
        CompletableFuture<Layout> commit = distributor.commit(owned, "java", B).toCompletableFuture();
        int leftovers = ensemble.cluster().fragmentKeys().size() - keys(ofA).size();
        ensemble.cluster().crash("m0");
        int removed = 0;
        int looks = 0;
        while (removed == 0) {
            removed += collect();
            looks++;
        }
        assertThat(removed).isEqualTo(leftovers);
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofA));
        assertThat(INTERVAL.multipliedBy(looks - 1)).isBetween(GRACE, GRACE.plus(INTERVAL.multipliedBy(2)));
        assertThat(commit).isNotDone();
    }

    @Test
    void whatAnEndedSessionLeftBehindGoes() {
        faults.next(Operation.REMOVE, Fault.LOST_REQUEST);
        result(distributor.end(owned));
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofA));
        assertThat(collectFor(GRACE.plus(INTERVAL))).isEqualTo(keys(ofA).size());
        assertThat(ensemble.cluster().fragmentKeys()).isEmpty();
    }

    @Test
    void whatAFencedOwnerLeftBehindGoesButNotWhatTheNextOneTookOver() {
        Recovery recovery = new Recovery(ensemble.grid("m1"));
        OwnedCheckpoint next = result(recovery.claim(CART, any -> true)).orElseThrow();
        result(distributor.commit(owned, "java", B).handle((done, failure) -> done));
        assertThat(ensemble.cluster().fragmentKeys())
                .hasSizeGreaterThan(keys(ofA).size());
        assertThat(collectFor(GRACE.plus(INTERVAL))).isPositive();
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofA));
        result(recovery.reassemble(next));
    }

    @Test
    void aManifestThatDoesNotAnswerOrCannotBeReadProtectsItsFragments() {
        byte[] standing = ensemble.cluster().manifest(CART);
        byte[] damaged = standing.clone();
        damaged[30] ^= 1;
        result(ensemble.grid("m1").manifests().compareAndSet(CART, standing, damaged));
        assertThat(collectFor(GRACE.multipliedBy(3))).isZero();
        result(ensemble.grid("m1").manifests().remove(CART, damaged));
        for (int i = 0; i < 6; i++) {
            ensemble.faults("m" + i).always(Operation.READ_MANIFEST, Fault.LOST_REQUEST);
        }
        assertThat(collectFor(GRACE.multipliedBy(3))).isZero();
        assertThat(ensemble.cluster().fragmentKeys()).isEqualTo(keys(ofA));
    }

    @Test
    void twoLooksThatAreTooCloseRemoveNothing() {
        result(ensemble.grid("m1").manifests().remove(CART, ensemble.cluster().manifest(CART)));
        for (int look = 0; look < 4; look++) {
            assertThat(collect()).isZero();
        }
        assertThat(collect() + collect()).isEqualTo(keys(ofA).size());
    }

    @Test
    void theGraceBeginsAgainForWhatWasNeededInBetween() {
        byte[] standing = ensemble.cluster().manifest(CART);
        result(ensemble.grid("m1").manifests().remove(CART, standing));
        assertThat(collect()).isZero();
        result(ensemble.grid("m1").manifests().compareAndSet(CART, null, standing));
        ensemble.clock().leap(GRACE);
        assertThat(collect()).isZero();
        result(ensemble.grid("m1").manifests().remove(CART, standing));
        assertThat(collectFor(GRACE.minus(INTERVAL))).isZero();
    }

    /** A look that waits long for an answer read the manifest long before it ends: that time is not grace. */
    @Test
    void aLookThatTakesLongDoesNotShortenTheGrace() {
        faults.next(Operation.CAS_MANIFEST, Fault.HELD);
        CompletableFuture<Layout> commit = distributor.commit(owned, "java", B).toCompletableFuture();
        assertThat(collect()).isZero();
        Map<String, CompletableFuture<Integer>> looks = new LinkedHashMap<>();
        collectors.remove("m0");
        collectors.forEach((member, garbage) -> {
            ensemble.faults(member).next(Operation.READ_MANIFEST, Fault.SLOW);
            looks.put(member, garbage.collect().toCompletableFuture());
        });
        ensemble.clock().leap(GRACE);
        faults.release();
        collectors.keySet().forEach(member -> ensemble.faults(member).release());
        looks.forEach((member, look) -> assertThat(result(look)).as(member).isZero());
        assertThat(commit).as("it took longer than a commit may").isCompletedExceptionally();
        Layout published = ensemble.manifest(CART).current();
        assertThat(ensemble.cluster().fragmentKeys()).containsAll(keys(published));
    }

    private int collectFor(Duration duration) {
        int removed = 0;
        for (Duration passed = Duration.ZERO; passed.compareTo(duration) <= 0; passed = passed.plus(INTERVAL)) {
            removed += collect();
        }
        return removed;
    }

    /** All members look once, and then the interval passes. */
    private int collect() {
        int removed = 0;
        for (Map.Entry<String, Garbage> each : collectors.entrySet()) {
            if (ensemble.grid("m1").cluster().view().has(each.getKey())) {
                removed += result(each.getValue().collect());
            }
        }
        ensemble.clock().leap(INTERVAL);
        return removed;
    }

    private static Set<FragmentKey> keys(Layout layout) {
        Set<FragmentKey> keys = new HashSet<>();
        layout.groups().forEach(group -> keys.addAll(group.keys(CART)));
        return keys;
    }
}
