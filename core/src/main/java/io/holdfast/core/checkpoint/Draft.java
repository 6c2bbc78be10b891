// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.checkpoint;

import io.holdfast.core.id.CheckpointId;
import io.holdfast.core.id.FragmentKey;
import io.holdfast.core.id.GroupId;
import io.holdfast.core.id.Version;
import io.holdfast.core.layout.Digest;
import io.holdfast.core.layout.Group;
import io.holdfast.core.layout.Layout;
import io.holdfast.core.layout.Piece;
import io.holdfast.core.layout.Placement;
import io.holdfast.core.layout.Scheme;
import io.holdfast.core.port.ClusterView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version that is about to be committed: its layout, and those groups that are not stored yet.
 *
 * @param layout the layout
 * @param groups what must be stored; empty if nothing is new
 */
record Draft(Layout layout, List<NewGroup> groups) {

    /** The keys of the fragments that must be stored. */
    List<FragmentKey> keys(CheckpointId checkpoint) {
        return groups.stream()
                .flatMap(each -> each.group().keys(checkpoint).stream())
                .toList();
    }

    /** A state that rides in the manifest. */
    static Draft inline(Version version, String codec, byte[] state, Optional<Seal> seal) {
        byte[] inline = seal.map(s -> s.close(inlineName(version), state, 0, state.length))
                .orElse(state);
        return new Draft(
                new Layout(
                        version,
                        codec,
                        key(seal),
                        state.length,
                        digest(state, 0, state.length, seal),
                        List.of(),
                        inline),
                List.of());
    }

    /** The name under which an inline state is sealed. */
    static String inlineName(Version version) {
        return "inline " + version;
    }

    /** The name under which a group is sealed. */
    static String groupName(GroupId group) {
        return "group " + group;
    }

    /** The digest of a range, as it stands in the manifest. */
    static Digest digest(byte[] bytes, int from, int length, Optional<Seal> seal) {
        Digest digest = Digest.of(bytes, from, length);
        return seal.map(s -> s.hide(digest)).orElse(digest);
    }

    private static String key(Optional<Seal> seal) {
        return seal.map(Seal::keyId).orElse("");
    }

    /**
     * A state in groups. A group whose bytes are stored already, in good order, is referenced and not stored again.
     *
     * @param before the groups of the version before, in order
     * @param reusable stored groups by the digest of their bytes, encrypted with the same key
     */
    static Draft striped(
            ClusterView view,
            String production,
            CheckpointId checkpoint,
            Version version,
            String codec,
            byte[] state,
            Scheme scheme,
            List<Group> before,
            Map<Digest, Group> reusable,
            Optional<Seal> seal) {
        Map<Digest, Group> known = new HashMap<>(reusable);
        List<NewGroup> fresh = new ArrayList<>();
        List<Group> groups = new ArrayList<>();
        int[] slots = null;
        int ordinal = 0;
        int sealing = seal.isPresent() ? Layout.SEALING : 0;
        List<Piece> pieces = Piece.cut(state, before, sealing, (from, length) -> digest(state, from, length, seal));
        for (Piece piece : pieces) {
            int from = piece.from();
            int length = piece.length();
            Digest digest = piece.digest();
            Group group = known.get(digest);
            if (group == null || group.length() != length + sealing) {
                GroupId id = new GroupId(version, ordinal++);
                slots = slots == null ? Placement.place(view, production, checkpoint, scheme) : slots;
                group = new Group(id, digest, length + sealing, scheme, slots);
                fresh.add(
                        seal.isPresent()
                                ? new NewGroup(group, seal.orElseThrow().close(groupName(id), state, from, length), 0)
                                : new NewGroup(group, state, from));
                known.put(digest, group);
            }
            groups.add(group);
        }
        Digest whole = pieces.size() == 1 ? pieces.get(0).digest() : digest(state, 0, state.length, seal);
        return new Draft(new Layout(version, codec, key(seal), state.length, whole, groups, null), fresh);
    }
}
