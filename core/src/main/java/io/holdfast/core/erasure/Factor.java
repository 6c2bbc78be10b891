// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

import java.util.stream.IntStream;

/**
 * A factor of GF(2^8) that is known only at run time, made ready to multiply the eight bytes of a word at once without a
 * table.
 *
 * <p>A product is the sum, over the bits j of a byte, of 2^j times the factor where bit j is set. Bits j and j + 4 are
 * looked at together: times 15, each set bit fills its half of the byte, and that is a mask for two constants. What such
 * a mask selects is either in its own half of the product ({@code own}) or in the other ({@code other}): the latter is
 * added up first, and its halves are swapped once.
 */
final class Factor {
    private static final long BIT_OF_HALF = 0x1111111111111111L;
    private static final long LOW_HALF = 0x0F0F0F0F0F0F0F0FL;
    private static final long EVERY_BYTE = 0x0101010101010101L;

    /** All there are: a reconstruction takes a few of them, and making one takes longer than a short shard. */
    private static final Factor[] ALL =
            IntStream.range(0, 256).mapToObj(Factor::new).toArray(Factor[]::new);

    /** Entry j is for bits j and j + 4: what they add to their own half of the product. */
    private final long[] own = new long[4];

    /** Entry j is for bits j and j + 4: what they add to the other half, before the swap. */
    private final long[] other = new long[4];

    private Factor(int factor) {
        for (int j = 0; j < 4; j++) {
            int ofLowBit = GaloisField.multiply(factor, 1 << j);
            int ofHighBit = GaloisField.multiply(factor, 16 << j);
            own[j] = ((ofLowBit & 0x0F) | (ofHighBit & 0xF0)) * EVERY_BYTE;
            other[j] = ((ofLowBit >>> 4) | ((ofHighBit & 0x0F) << 4)) * EVERY_BYTE;
        }
    }

    /** The element as a factor, 0 to 255. */
    static Factor of(int factor) {
        return ALL[factor];
    }

    /** {@code x = this * x}. */
    void multiply(long[] x, int from, int to) {
        long own0 = own[0];
        long own1 = own[1];
        long own2 = own[2];
        long own3 = own[3];
        // m | ~c is (m & c) ^ ~c: an operand of another kind than the masks it is added to (see ParityRow), for the
        // price of taking ~c, with its halves swapped, out again
        long notOther0 = ~other[0];
        long swapped = ((notOther0 & LOW_HALF) << 4) | ((notOther0 >>> 4) & LOW_HALF);
        long other1 = other[1];
        long other2 = other[2];
        long other3 = other[3];
        for (int i = from; i < to; i++) {
            long word = x[i];
            long b0 = word & BIT_OF_HALF;
            long b1 = (word >>> 1) & BIT_OF_HALF;
            long b2 = (word >>> 2) & BIT_OF_HALF;
            long b3 = (word >>> 3) & BIT_OF_HALF;
            long m0 = (b0 << 4) - b0;
            long m1 = (b1 << 4) - b1;
            long m2 = (b2 << 4) - b2;
            long m3 = (b3 << 4) - b3;
            long swap = (m0 | notOther0) ^ (m1 & other1) ^ (m2 & other2) ^ (m3 & other3);
            x[i] = ((swap & LOW_HALF) << 4)
                    ^ ((swap >>> 4) & LOW_HALF)
                    ^ (m0 & own0)
                    ^ (m1 & own1)
                    ^ (m2 & own2)
                    ^ (m3 & own3)
                    ^ swapped;
        }
    }
}
