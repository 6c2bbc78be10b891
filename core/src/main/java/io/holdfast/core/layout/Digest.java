// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.layout;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * A 128-bit digest of bytes: equal digests are taken for equal bytes. The function is XXH3-128 of hash4j; it is not
 * cryptographic, so it tells changes and damage, not forgery (encryption does that, and hides the digest). Groups are compared only within
 * one session, so 2^64 groups of one session would be needed for an accidental collision.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record Digest(long high, long low) {

    private static final Hasher128 HASHER = Hashing.xxh3_128();

    /** The digest of a range of bytes. */
    public static Digest of(byte[] bytes, int from, int length) {
        HashValue128 hash = HASHER.hashBytesTo128Bits(bytes, from, length);
        return new Digest(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
    }

    /** The digest of all bytes. */
    public static Digest of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return "%016x%016x".formatted(high, low);
    }
}
