// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.memory.Ensemble;
import io.holdfast.core.memory.MemoryDirectory;
import io.holdfast.core.port.Mail.Address;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StripingOffersTest {

    private static final Address SHOP = new Address("m1", "shop");

    private final Ensemble ensemble = Ensemble.of(3);
    private final MemoryDirectory directory = new MemoryDirectory();

    @Test
    void anOfferIsSeenByOthersUntilItIsTakenBack() {
        StripingOffers asking = offers("m0", StripingOffers.BACKUP, Optional.empty());
        StripingOffers offering = offers("m1", StripingOffers.BACKUP, Optional.of(SHOP));
        offering.refresh();
        asking.refresh();
        assertThat(asking.all()).containsExactly(SHOP);
        assertThat(offering.all()).containsExactly(SHOP);
        offering.close();
        asking.refresh();
        assertThat(asking.all()).isEmpty();
    }

    @Test
    void kindsAreKeptApart() {
        offers("m1", StripingOffers.BACKUP, Optional.of(SHOP)).refresh();
        StripingOffers dedicated = offers("m0", StripingOffers.DEDICATED, Optional.empty());
        dedicated.refresh();
        assertThat(dedicated.all()).isEmpty();
    }

    @Test
    void offersOfMembersThatAreGoneAreNone() {
        offers("m1", StripingOffers.BACKUP, Optional.of(SHOP)).refresh();
        ensemble.cluster().crash("m1");
        StripingOffers asking = offers("m0", StripingOffers.BACKUP, Optional.empty());
        asking.refresh();
        assertThat(asking.all()).isEmpty();
    }

    @Test
    void anOfferThatWasTakenOutWhileItsMemberWasThoughtDeadIsRenewed() {
        StripingOffers offering = offers("m1", StripingOffers.BACKUP, Optional.of(SHOP));
        offering.refresh();
        directory.remove("distributor/backup/m1/shop");
        offering.refresh();
        assertThat(directory.entries("distributor/")).containsOnlyKeys("distributor/backup/m1/shop");
    }

    private StripingOffers offers(String member, String kind, Optional<Address> own) {
        return new StripingOffers(directory, ensemble.grid(member).cluster(), kind, own);
    }
}
