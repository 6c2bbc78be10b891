// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.memory.Ensemble;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DigestTest {

    /** Digests are stored: another function would take every stored checkpoint for damaged. */
    @Test
    void theFunctionIsXxh3With128Bits() {
        assertThat(Digest.of(new byte[0])).hasToString("99aa06d3014798d86001c324468d497f");
        assertThat(Digest.of("holdfast".getBytes(StandardCharsets.US_ASCII)))
                .hasToString("d725ef720e130d9fdf1a3c122ca59e45");
    }

    @Test
    void aRangeHasTheDigestOfItsBytes() {
        byte[] bytes = Ensemble.bytes(1, 5000);
        assertThat(Digest.of(bytes, 17, 4000)).isEqualTo(Digest.of(Arrays.copyOfRange(bytes, 17, 4017)));
    }

    @Test
    void everySingleFlippedBitChangesIt() {
        byte[] bytes = Ensemble.bytes(2, 600);
        Set<Digest> seen = new HashSet<>();
        seen.add(Digest.of(bytes));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(seen.add(Digest.of(bytes))).as("bit %d", bit).isTrue();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }
}
