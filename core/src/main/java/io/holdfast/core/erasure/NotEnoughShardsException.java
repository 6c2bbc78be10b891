// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.erasure;

import java.io.Serial;

/** More shards are lost than there is parity: what is left does not determine the data. Nothing was written. */
public final class NotEnoughShardsException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int have;
    private final int need;

    /**
     * Says how many shards there are and how many it takes.
     *
     * @param have shards present, of data and parity together
     * @param need shards needed, which is the number of data shards
     */
    public NotEnoughShardsException(int have, int need) {
        super("HF1003 " + have + " shards are present and " + need
                + " are needed to reconstruct the data: fetch more shards, or use an older version of the data");
        this.have = have;
        this.need = need;
    }

    /**
     * The shards that were present.
     *
     * @return their number, of data and parity together, less than {@link #need()}
     */
    public int have() {
        return have;
    }

    /**
     * The shards that are needed.
     *
     * @return their number, which is the number of data shards of the code
     */
    public int need() {
        return need;
    }
}
