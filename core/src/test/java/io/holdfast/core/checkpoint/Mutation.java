// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import java.util.SplittableRandom;

/** Damages bytes in ways that a decoder of lengths, counts and numbers may stumble over. */
final class Mutation {

    private static final byte[] TELLING = {0, 1, 2, 0x7f, (byte) 0x80, (byte) 0xff};

    /** Numbers as the formats write them: 128, the largest int, one more, the largest long, and too long a one. */
    private static final byte[][] NUMBERS = {
        {(byte) 0x80, 1},
        {-1, -1, -1, -1, 7},
        {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 8},
        {-1, -1, -1, -1, -1, -1, -1, -1, 0x7f},
        {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1}
    };

    private Mutation() {}

    /**
     * Changes bytes in one to four places.
     *
     * @param other bytes of another value of the format, to take pieces from
     */
    static byte[] of(SplittableRandom random, byte[] bytes, byte[] other) {
        byte[] mutant = bytes;
        for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
            mutant = edit(random, mutant, other);
        }
        return mutant;
    }

    private static byte[] edit(SplittableRandom random, byte[] bytes, byte[] other) {
        if (bytes.length == 0) {
            return other;
        }
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(1 << random.nextInt(6)));
        return switch (random.nextInt(9)) {
            case 0 -> Samples.flipped(bytes, at * 8 + random.nextInt(8));
            case 1 -> Samples.spliced(bytes, at, at + 1, TELLING[random.nextInt(TELLING.length)]);
            case 2 -> Samples.spliced(bytes, at, at + 1, (byte) (bytes[at] + random.nextInt(-2, 3)));
            case 3 -> Samples.spliced(bytes, at, at + random.nextInt(2), NUMBERS[random.nextInt(NUMBERS.length)]);
            case 4 -> Samples.spliced(bytes, at, to);
            case 5 -> Samples.spliced(bytes, at, at, random(random, 1 + random.nextInt(16)));
            case 6 -> Samples.spliced(bytes, at, to, random(random, to - at));
            case 7 -> Samples.spliced(bytes, at, to, piece(random, other));
            default ->
                random.nextInt(4) == 0 ? Samples.cut(bytes, at) : Samples.spliced(bytes, at, at, piece(random, bytes));
        };
    }

    private static byte[] random(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] piece(SplittableRandom random, byte[] from) {
        int at = random.nextInt(from.length);
        int to = Math.min(from.length, at + 1 + random.nextInt(48));
        return Samples.spliced(Samples.cut(from, to), 0, at);
    }
}
