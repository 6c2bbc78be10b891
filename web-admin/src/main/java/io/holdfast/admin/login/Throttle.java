// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

import io.holdfast.core.port.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Slows down who guesses passwords. Each remote address may fail {@value #TRIES} times and wins back one try every
 * {@link #PER_TRY}. Right passwords cost nothing, but are not even looked at while the address has no try left, so that
 * the answer tells nothing. Thread-safe; remembers at most {@value #ADDRESSES} addresses, forgetting the one that was
 * quiet for longest.
 *
 * <p>The address is that of the last hop: behind a proxy all clients share one. IPv6 addresses count by their first 64
 * bits, since one client has all of the rest.
 */
public final class Throttle {

    static final int TRIES = 10;
    static final Duration PER_TRY = Duration.ofSeconds(6);
    static final int ADDRESSES = 4096;

    private final Clock clock;

    /** When all tries are won back, nanoseconds of the clock. */
    private final Map<String, Long> restedAt = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > ADDRESSES;
        }
    };

    /** With that clock. */
    public Throttle(Clock clock) {
        this.clock = clock;
    }

    /** How long the address has to wait until its next try; zero if it has one. */
    public synchronized Duration waitOf(String address) {
        Long rested = restedAt.get(network(address));
        long wait = rested == null
                ? 0
                : rested - clock.nanos() - PER_TRY.multipliedBy(TRIES - 1).toNanos();
        return wait <= 0 ? Duration.ZERO : Duration.ofNanos(wait);
    }

    /** The address gave a wrong password. */
    public synchronized void failed(String address) {
        long now = clock.nanos();
        long rested = restedAt.getOrDefault(network(address), now);
        restedAt.put(network(address), (rested - now > 0 ? rested : now) + PER_TRY.toNanos());
    }

    private static String network(String address) {
        return Arrays.stream(address.split(":", 5)).limit(4).collect(Collectors.joining(":"));
    }
}
