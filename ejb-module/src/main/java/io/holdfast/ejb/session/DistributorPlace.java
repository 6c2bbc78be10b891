// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.checkpoint.RemoteStriping;
import io.holdfast.core.checkpoint.StripingOffers;
import io.holdfast.core.checkpoint.StripingService;
import io.holdfast.core.port.Mail.Address;
import io.holdfast.ejb.config.Setting;
import io.holdfast.ejb.config.Settings;
import io.holdfast.ejb.metrics.Metric;
import io.holdfast.ejb.metrics.Metrics;
import io.holdfast.hazelcast.HazelcastGrid;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Where the groups of this member's sessions are formed and striped: here ({@code producer}), on another member that runs
 * the application ({@code backup}), which this one then does for others too, or on one that does nothing else
 * ({@code dedicated}). Where nobody answers in time, here. Thread-safe.
 */
final class DistributorPlace implements AutoCloseable {

    private static final String PRODUCER = "producer";

    /** The box for answers; the one for orders has the application's name alone. */
    private static final String ANSWERS = ":answers";

    private final Optional<StripingOffers> offers;
    private final Optional<RemoteStriping> remote;
    private final Optional<StripingService> service;

    /** As configured; begins to serve others in the same place. */
    DistributorPlace(
            String application, Settings settings, HazelcastGrid hazelcast, Metrics metrics, Executor executor) {
        String place = settings.text(Setting.DISTRIBUTOR);
        if (place.equals(PRODUCER)) {
            offers = Optional.empty();
            remote = Optional.empty();
            service = Optional.empty();
            return;
        }
        String self = hazelcast.grid().cluster().view().self();
        Duration limit = Duration.ofMillis(settings.number(Setting.DISTRIBUTOR_LIMIT));
        Optional<Address> own =
                place.equals(StripingOffers.BACKUP) ? Optional.of(new Address(self, application)) : Optional.empty();
        StripingOffers all =
                new StripingOffers(hazelcast.directory(), hazelcast.grid().cluster(), place, own);
        service = own.map(address -> new StripingService(hazelcast.grid(), hazelcast.mail(), address, executor, limit));
        remote = Optional.of(new RemoteStriping(
                hazelcast.grid(),
                hazelcast.mail(),
                new Address(self, application + ANSWERS),
                () -> all.all().stream()
                        .filter(address -> own.isEmpty() || address.box().equals(application))
                        .toList(),
                limit));
        remote.ifPresent(other -> {
            metrics.read(Metric.STRIPED_ELSEWHERE, other::helped);
            metrics.read(Metric.STRIPED_INSTEAD, other::unhelped);
        });
        offers = Optional.of(all);
        all.refresh();
    }

    /** What the distributor uses; empty if it forms and stripes itself. */
    Optional<RemoteStriping> remote() {
        return remote;
    }

    /** Looks who offers to form and stripe now; may block. */
    void refresh() {
        offers.ifPresent(StripingOffers::refresh);
    }

    @Override
    public void close() {
        offers.ifPresent(StripingOffers::close);
        service.ifPresent(StripingService::close);
        remote.ifPresent(RemoteStriping::close);
    }
}
