// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class HubTest {

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final Hub hub = new Hub(threads::add);

    @Test
    void whoJoinsIsToldTheNewestOfEachKind() {
        hub.tell("a", "1");
        hub.tell("a", "2");
        hub.tell("b", "3");
        Recorder recorder = join();
        run();
        assertThat(recorder.told).containsExactlyInAnyOrder("a=2", "b=3");
    }

    @Test
    void theSameIsNotToldTwice() {
        Recorder recorder = join();
        hub.tell("a", "1");
        run();
        hub.tell("a", "1");
        run();
        assertThat(recorder.told).containsExactly("a=1");
    }

    @Test
    void whoIsSlowMissesWhatIsOutdatedAndHoldsUpNobody() {
        Recorder slow = join();
        hub.tell("a", "1");
        hub.tell("a", "2");
        hub.tell("b", "3");
        assertThat(threads).hasSize(1);
        run();
        assertThat(slow.told).containsExactly("a=2", "b=3");
    }

    @Test
    void whoIsGoneIsForgottenAndTheOthersAreTold() {
        Recorder gone = join();
        Recorder there = join();
        gone.broken = true;
        hub.tell("a", "1");
        run();
        assertThat(hub.watchers()).isEqualTo(1);
        assertThat(gone.closed).isTrue();
        assertThat(there.told).containsExactly("a=1");
    }

    @Test
    void thereIsALimit() {
        for (int i = 0; i < Hub.MOST; i++) {
            assertThat(hub.join(new Recorder())).isTrue();
        }
        assertThat(hub.join(new Recorder())).isFalse();
        hub.close();
        assertThat(hub.watchers()).isZero();
        assertThat(hub.join(new Recorder())).isTrue();
    }

    private Recorder join() {
        Recorder recorder = new Recorder();
        assertThat(hub.join(recorder)).isTrue();
        return recorder;
    }

    private void run() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    private static final class Recorder implements Hub.Watcher {
        private final List<String> told = new ArrayList<>();
        private boolean broken;
        private boolean closed;

        @Override
        public void send(String kind, String data) {
            if (broken) {
                throw new IllegalStateException("gone");
            }
            told.add(kind + '=' + data);
        }

        @Override
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
