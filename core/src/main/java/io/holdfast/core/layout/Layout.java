// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.layout;

import io.holdfast.core.id.Version;
import java.util.Arrays;
import java.util.List;

/**
 * How one version of a state is stored: as redundancy groups, in this order, or inline. Immutable; the array is
 * shared, never changed.
 *
 * @param version the version
 * @param codec the name of the codec that made the bytes
 * @param key the id of the key with which they are encrypted; empty if they are not
 * @param length bytes of the whole state, before encryption
 * @param digest of the whole state
 * @param groups the groups, in order; empty if inline
 * @param inline the state itself, encrypted if there is a key; null if in groups
 */
public record Layout(
        Version version, String codec, String key, int length, Digest digest, List<Group> groups, byte[] inline) {

    /** Bytes that encryption adds to each group, or to the inline state. */
    public static final int SEALING = 28;

    /** Checks that the parts add up to the whole. */
    public Layout {
        groups = List.copyOf(groups);
        long sealing = key.isEmpty() ? 0 : SEALING;
        long sum = inline == null
                ? groups.stream().mapToLong(group -> group.length() - sealing).sum()
                : inline.length - sealing;
        boolean cut = groups.stream().anyMatch(group -> group.length() <= sealing);
        if (sum != length || cut || (inline != null && !groups.isEmpty())) {
            throw new IllegalArgumentException(
                    "HF1014 layout " + version + ": its parts have " + sum + " bytes, the state has " + length);
        }
    }

    /** Whether the state stands in the manifest itself. */
    public boolean isInline() {
        return inline != null;
    }

    /** The scheme to show: that of the first group; "inline" or "empty" where there is none. */
    public String schemeName() {
        if (isInline()) {
            return "inline";
        }
        return groups.isEmpty() ? "empty" : groups.get(0).scheme().toString();
    }

    /** Bytes of all subsegments and parity, with copies, without headers; each group once; 0 if inline. */
    public long storedBytes() {
        return groups.stream()
                .distinct()
                .mapToLong(group ->
                        (long) group.scheme().fragments() * group.scheme().subsegmentBytes(group.length()))
                .sum();
    }

    /** Whether the other layout stores the same bytes, by their digest, in the same places; versions may differ. */
    public boolean sameContent(Layout other) {
        return length == other.length
                && digest.equals(other.digest)
                && codec.equals(other.codec)
                && key.equals(other.key)
                && groups.equals(other.groups)
                && isInline() == other.isInline();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Layout that
                && version.equals(that.version)
                && sameContent(that)
                && Arrays.equals(inline, that.inline);
    }

    @Override
    public int hashCode() {
        return version.hashCode() ^ digest.hashCode();
    }
}
