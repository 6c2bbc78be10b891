// SPDX-License-Identifier: Apache-2.0
package io.holdfast.bench;

import java.util.SplittableRandom;

/** What happens to a state between two commits. */
enum Change {
    /** Nothing. */
    NONE("unchanged"),
    /** One item of 100 bytes, anywhere. */
    ONE("one_changed"),
    /** One hundredth of the bytes, in one piece, anywhere. */
    PERCENT("1pct"),
    /** A tenth of the bytes, in one piece, anywhere. */
    TENTH("10pct"),
    /** All bytes. */
    ALL("all"),
    /** One item of 100 bytes more, at the front. */
    INSERTED("inserted_first");

    static final int ITEM = 100;

    private final String label;

    Change(String label) {
        this.label = label;
    }

    /** As in the names of figures. */
    String label() {
        return label;
    }

    /** The state afterwards, in a new array. */
    byte[] apply(byte[] state, SplittableRandom random) {
        return switch (this) {
            case NONE -> state.clone();
            case ONE -> overwritten(state, Math.min(ITEM, state.length), random);
            case PERCENT -> overwritten(state, Math.max(1, state.length / 100), random);
            case TENTH -> overwritten(state, Math.max(1, state.length / 10), random);
            case ALL -> overwritten(state, state.length, random);
            case INSERTED -> {
                byte[] longer = new byte[ITEM + state.length];
                System.arraycopy(state, 0, longer, ITEM, state.length);
                byte[] item = new byte[ITEM];
                random.nextBytes(item);
                System.arraycopy(item, 0, longer, 0, ITEM);
                yield longer;
            }
        };
    }

    private static byte[] overwritten(byte[] state, int length, SplittableRandom random) {
        byte[] piece = new byte[length];
        random.nextBytes(piece);
        byte[] changed = state.clone();
        System.arraycopy(piece, 0, changed, random.nextInt(state.length - length + 1), length);
        return changed;
    }
}
