// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.admin.MapDirectory;
import io.holdfast.admin.sight.Census;
import io.holdfast.admin.sight.DirectoryCopy;
import io.holdfast.admin.sight.ManifestSource;
import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.memory.MemoryCluster;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Member;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final Grid grid = new MemoryCluster(1, 1).join(new Member("m0", "m0", "m0", true));
    private final ExecutorService threads = Executors.newCachedThreadPool(Watch.threads("test"));
    private final AtomicInteger asked = new AtomicInteger();
    private volatile CountDownLatch silence = new CountDownLatch(0);
    private final Census census = new Census(grid, new ManifestSource() {
        @Override
        public Map<CheckpointId, byte[]> in(int slot) {
            asked.incrementAndGet();
            await(silence);
            return Map.of();
        }

        @Override
        public Set<String> copiesIn(int slot) {
            return Set.of();
        }
    });
    private final Watch watch = new Watch(
            census,
            new DirectoryCopy(new MapDirectory()),
            new Hub(threads),
            threads,
            WatchTest::nothing,
            WatchTest::nothing,
            WatchTest::nothing);

    @AfterEach
    void end() {
        watch.close();
        threads.shutdownNow();
    }

    @Test
    void sessionsAreLookedAtBeforeAnybodyComes() {
        silence = new CountDownLatch(1);
        while (asked.get() == 0) { // within the first seconds
            Thread.onSpinWait();
        }
        silence.countDown();
        while (census.lastLook().number() == 0) {
            Thread.onSpinWait();
        }
        assertThat(census.take().look().number()).isEqualTo(1);
    }

    @Test
    void whoComesIsShownANewLook() {
        assertThat(watch.count().look().number()).isPositive();
    }

    @Test
    void whoGlancesIsShownTheLastLookThoughTheNextOneTakesLong() {
        while (census.lastLook().number() == 0) { // within the first seconds, before anybody comes
            Thread.onSpinWait();
        }
        silence = new CountDownLatch(1);
        assertThat(watch.glance().look().number()).isEqualTo(1);
        silence.countDown();
    }

    @Test
    void whoGlancesBeforeTheFirstLookHasEndedIsToldThatThereIsNoneYet() {
        silence = new CountDownLatch(1);
        assertThat(watch.glance().look().number()).isZero();
        silence.countDown();
    }

    @Test
    void whoWatchesIsShownTheLastLookWhileTheGridIsSilent() {
        watch.count();
        silence = new CountDownLatch(1);
        while (asked.get() < 2) { // the next look is under way, and stands still
            assertThat(watch.count().look().number()).isEqualTo(1);
        }
        assertThat(watch.count().look().number()).isEqualTo(1);
        silence.countDown();
    }

    private static void nothing() {}

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
