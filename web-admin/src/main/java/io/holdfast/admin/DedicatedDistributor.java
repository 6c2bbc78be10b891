// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin;

import io.holdfast.admin.live.Watch;
import io.holdfast.core.checkpoint.StripingOffers;
import io.holdfast.core.checkpoint.StripingService;
import io.holdfast.core.port.Mail.Address;
import io.holdfast.hazelcast.HazelcastGrid;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * On a member that keeps no fragments (such as a lite member of Payara Micro), forms and stripes groups for the
 * applications of other members that are configured with {@code holdfast.distributor=dedicated}. Thread-safe.
 */
final class DedicatedDistributor implements AutoCloseable {

    private static final Logger LOG = System.getLogger(DedicatedDistributor.class.getName());

    private static final String BOX = "distributor";
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final long REFRESH_SECONDS = 5;

    private final ScheduledExecutorService executor;
    private final StripingOffers offers;
    private final StripingService service;

    private DedicatedDistributor(HazelcastGrid hazelcast, Address here) {
        executor = Executors.newScheduledThreadPool(
                Runtime.getRuntime().availableProcessors(), Watch.threads("holdfast-distributor"));
        offers = new StripingOffers(
                hazelcast.directory(), hazelcast.grid().cluster(), StripingOffers.DEDICATED, Optional.of(here));
        service = new StripingService(hazelcast.grid(), hazelcast.mail(), here, executor, LIMIT);
        offer();
    }

    /** Begins to serve, if this is a member for it. */
    static Optional<DedicatedDistributor> on(HazelcastGrid hazelcast) {
        String self = hazelcast.grid().cluster().view().self();
        boolean keepsFragments = hazelcast
                .grid()
                .cluster()
                .view()
                .member(self)
                .map(member -> member.storesData())
                .orElse(true);
        return keepsFragments
                ? Optional.empty()
                : Optional.of(new DedicatedDistributor(hazelcast, new Address(self, BOX)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is guarded does not fail, and ends with the executor
    private void offer() {
        LOG.log(Level.INFO, "HF4007 this member keeps no fragments; it forms and stripes those of other members");
        executor.scheduleWithFixedDelay(this::refresh, 0, REFRESH_SECONDS, TimeUnit.SECONDS);
    }

    private void refresh() {
        try {
            offers.refresh();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "HF4008 the offer to stripe for others cannot be posted now; it is tried again", e);
        }
    }

    /** How many checkpoints of other members were striped here. */
    long striped() {
        return service.striped();
    }

    @Override
    public void close() {
        service.close();
        executor.shutdownNow();
        try {
            offers.close();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "The grid ended first; others take the offer out", e);
        }
    }
}
