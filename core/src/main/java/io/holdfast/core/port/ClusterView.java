// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.port;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster as one member saw it at one moment: who is there, and which member keeps which slot. Immutable.
 *
 * <p>A <em>slot</em> is the smallest piece of the fragment store that has one keeper (a partition of a data grid). The
 * grid may move a slot to another member at any time; a later view shows it.
 */
public final class ClusterView {

    private final String self;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final String[] keepers;
    private final Map<String, int[]> slots = new LinkedHashMap<>();

    /**
     * Takes a picture.
     *
     * @param self the id of the member that looks
     * @param members all members, in an order that all of them agree on
     * @param keepers the id of the member that keeps slot {@code i}, or null while nobody does
     */
    public ClusterView(String self, List<Member> members, List<String> keepers) {
        this.self = self;
        members.forEach(member -> this.members.put(member.id(), member));
        this.keepers = keepers.toArray(String[]::new);
        Map<String, List<Integer>> kept = new LinkedHashMap<>();
        for (int slot = 0; slot < this.keepers.length; slot++) {
            if (this.keepers[slot] != null) {
                kept.computeIfAbsent(this.keepers[slot], id -> new ArrayList<>())
                        .add(slot);
            }
        }
        kept.forEach((id, list) ->
                slots.put(id, list.stream().mapToInt(Integer::intValue).toArray()));
    }

    /** The id of the member that looked. */
    public String self() {
        return self;
    }

    /** All members. */
    public List<Member> members() {
        return List.copyOf(members.values());
    }

    /** The member of that id, if it is in the cluster. */
    public Optional<Member> member(String id) {
        return Optional.ofNullable(members.get(id));
    }

    /** Whether a member of that id is in the cluster. */
    public boolean has(String id) {
        return members.containsKey(id);
    }

    /** How many slots there are. */
    public int slotCount() {
        return keepers.length;
    }

    /** The member that keeps the slot; empty if nobody does or the number is not a slot. */
    public Optional<Member> keeper(int slot) {
        return slot < 0 || slot >= keepers.length || keepers[slot] == null ? Optional.empty() : member(keepers[slot]);
    }

    /** The slots that the member keeps, ascending; empty if none. */
    public int[] slotsOf(String member) {
        return slots.getOrDefault(member, new int[0]).clone();
    }

    /** How many slots the member keeps. */
    public int slotCountOf(String member) {
        return slots.getOrDefault(member, new int[0]).length;
    }

    /** The {@code n}-th slot (from 0, ascending) that the member keeps. */
    public int slotOf(String member, int n) {
        return slots.get(member)[n];
    }

    /** The members that keep slots and are not the given one: where fragments of its checkpoints may go. */
    public List<Member> backupsOf(String production) {
        return members.values().stream()
                .filter(member -> member.storesData() && !member.id().equals(production))
                .filter(member -> slots.containsKey(member.id()))
                .toList();
    }
}
