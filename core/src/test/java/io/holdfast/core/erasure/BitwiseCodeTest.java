// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

/** The twin keeps the contract too: a mistake common to both would have to be in the contract. */
final class BitwiseCodeTest extends ErasureCodeContract {
    @Override
    Code code(int data, int parity) {
        BitwiseCode code = new BitwiseCode(data, parity);
        return new Code() {
            @Override
            public void encode(long[][] dataShards, long[][] parityShards) {
                code.encode(dataShards, parityShards);
            }

            @Override
            public void reconstruct(long[][] shards, boolean[] present) {
                code.reconstruct(shards, present);
            }
        };
    }

    @Override
    int words() {
        return 1;
    }
}
