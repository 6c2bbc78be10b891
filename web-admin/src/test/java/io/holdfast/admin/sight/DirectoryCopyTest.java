// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.sight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.admin.MapDirectory;
import io.holdfast.core.port.Directory;
import io.holdfast.core.port.StoreException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DirectoryCopyTest {

    private final MapDirectory origin = new MapDirectory();
    private final DirectoryCopy copy = new DirectoryCopy(origin);

    @Test
    void theFirstReadLooksAndLaterOnesDoNot() {
        origin.put("a/1", "x");
        assertThat(copy.entries("a/")).isEqualTo(Map.of("a/1", "x"));
        origin.cutOff();
        assertThat(copy.entries("a/")).isEqualTo(Map.of("a/1", "x"));
        assertThat(copy.entries("b/")).isEmpty();
    }

    @Test
    void withoutAFirstLookThereIsNoAnswer() {
        origin.cutOff();
        assertThatThrownBy(() -> copy.entries("")).isInstanceOf(StoreException.class);
    }

    @Test
    void whatIsToldAndWhatIsWrittenHereIsSeenAtOnce() {
        copy.refresh();
        copy.changed("a/1", Optional.of("told"));
        copy.put("a/2", "written");
        assertThat(copy.entries("a/")).isEqualTo(Map.of("a/1", "told", "a/2", "written"));
        copy.changed("a/1", Optional.empty());
        copy.remove("a/2");
        assertThat(copy.entries("a/")).isEmpty();
        assertThat(origin.entries("")).isEmpty();
    }

    @Test
    void whatWasMissedIsSeenByTheNextLook() {
        copy.refresh();
        origin.put("a/1", "x");
        assertThat(copy.entries("")).isEmpty();
        copy.refresh();
        assertThat(copy.entries("")).hasSize(1);
    }

    @Test
    void whatIsToldDuringALookIsNotUndoneByIt() {
        DirectoryCopy[] holder = new DirectoryCopy[1];
        holder[0] = new DirectoryCopy(reading(() -> {
            holder[0].changed("new", Optional.of("x"));
            holder[0].changed("old", Optional.empty());
            return Map.of("old", "x");
        }));
        holder[0].refresh();
        assertThat(holder[0].entries("")).isEqualTo(Map.of("new", "x"));
    }

    @Test
    void aLookDuringAnotherWaitsForItAndTakesNothingFromIt() throws InterruptedException {
        DirectoryCopy[] holder = new DirectoryCopy[1];
        Thread other = new Thread(() -> holder[0].refresh());
        holder[0] = new DirectoryCopy(reading(() -> {
            if (other.getState() == Thread.State.NEW) {
                other.start();
                while (other.getState() != Thread.State.WAITING && other.getState() != Thread.State.TERMINATED) {
                    Thread.onSpinWait();
                }
                holder[0].changed("old", Optional.empty());
            }
            return other.getState() == Thread.State.WAITING ? Map.of("old", "x") : Map.of();
        }));
        holder[0].refresh();
        other.join();
        assertThat(holder[0].entries("")).isEmpty();
    }

    private static Directory reading(Supplier<Map<String, String>> entries) {
        return new Directory() {
            @Override
            public void put(String key, String text) {
                throw new AssertionError();
            }

            @Override
            public Optional<String> putIfAbsent(String key, String text) {
                throw new AssertionError();
            }

            @Override
            public void remove(String key) {
                throw new AssertionError();
            }

            @Override
            public Map<String, String> entries(String prefix) {
                return entries.get();
            }
        };
    }
}
