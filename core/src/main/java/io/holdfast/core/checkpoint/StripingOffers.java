// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.port.Cluster;
import io.holdfast.core.port.ClusterView;
import io.holdfast.core.port.Directory;
import io.holdfast.core.port.Mail.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Who offers to form and stripe groups for others, as the directory knows it: entries {@code distributor/KIND/MEMBER/BOX}.
 * Thread-safe. Call {@link #refresh()} regularly, on a thread that may block.
 */
public final class StripingOffers implements AutoCloseable {

    /** Members that offer it only for the application whose name is the box. */
    public static final String BACKUP = "backup";

    /** Members that neither run an application nor keep fragments, and do it for everybody. */
    public static final String DEDICATED = "dedicated";

    private static final String OFFERS = "distributor/";

    private final Directory directory;
    private final Cluster cluster;
    private final String prefix;
    private final Optional<Address> own;
    private volatile List<Address> offers = List.of();

    /**
     * Offers of one kind.
     *
     * @param own what this member offers, until {@link #close()}; empty for nothing
     */
    public StripingOffers(Directory directory, Cluster cluster, String kind, Optional<Address> own) {
        this.directory = directory;
        this.cluster = cluster;
        this.prefix = OFFERS + kind + '/';
        this.own = own;
    }

    /** Reads the offers of the members that are there, and renews the own one. */
    public void refresh() {
        ClusterView view = cluster.view();
        List<Address> found = new ArrayList<>();
        for (String key : directory.entries(prefix).keySet()) {
            Address address = Address.parse(key.substring(prefix.length()));
            if (view.has(address.member())) {
                found.add(address);
            }
        }
        own.filter(address -> !found.contains(address)).ifPresent(address -> {
            directory.put(prefix + address, "");
            found.add(address);
        });
        offers = List.copyOf(found);
    }

    /** The offers, as they were at the last {@link #refresh()}. */
    public Collection<Address> all() {
        return offers;
    }

    /** Takes the own offer back. */
    @Override
    public void close() {
        own.ifPresent(address -> directory.remove(prefix + address));
    }
}
